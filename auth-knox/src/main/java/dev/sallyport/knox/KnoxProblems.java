package dev.sallyport.knox;

import dev.sallyport.authorization.DenialReason;
import dev.sallyport.config.Settings;
import dev.sallyport.servlet.config.HttpSettings;
import dev.sallyport.servlet.problem.Problem;

/** Problems of logins, logouts and Smarter's command line. */
final class KnoxProblems {
  /** The password could not be checked. */
  static final Problem LOGIN_UNAVAILABLE =
      Problem.UNAVAILABLE.withDetail("The login could not be checked. Try again later.");

  /** The keys could not be ended. */
  static final Problem LOGOUT_UNAVAILABLE =
      Problem.UNAVAILABLE.withDetail("The logout could not be done. Try again later.");

  /** Too many logins have failed. */
  static final Problem TOO_MANY_LOGINS =
      Problem.of(DenialReason.TOO_MANY_FAILURES)
          .withDetail("Too many logins have failed. Try again later.");

  /** A password was sent without TLS. */
  static final Problem INSECURE_LOGIN =
      Problem.of(DenialReason.INSECURE_TRANSPORT)
          .withDetail(
              "Passwords are accepted over TLS only. Consider this one compromised and change it.");

  /** The user has the maximum number of keys. */
  static final Problem TOO_MANY_KEYS =
      new Problem(
          403,
          "too-many-keys",
          "Too many API keys",
          "Maximum amount of tokens allowed per user exceeded.");

  /** The user is not staff, so no key was created. */
  static final Problem NOT_STAFF =
      Problem.of(DenialReason.OWNER_NOT_STAFF)
          .withDetail("API Keys can only be created for staff users.");

  /** The server does not have a command. */
  static final Problem NOT_IMPLEMENTED =
      new Problem(
          501, "not-implemented", "Not implemented", "This server does not have this command.");

  private KnoxProblems() {}

  /** Returns the problem of a failed login, with Django REST framework's detail if it has one. */
  static Problem ofLogin(DenialReason reason) {
    return switch (reason) {
      case NO_CREDENTIALS, MALFORMED_LOGIN -> Problem.of(reason);
      case MISSING_SCHEME, UNKNOWN_SCHEME ->
          Problem.of(DenialReason.NO_CREDENTIALS)
              .withDetail(
                  "Invalid basic header. A login takes a username and a password with the scheme"
                      + " Basic; an API key cannot log in.");
      case EMPTY_CREDENTIALS -> malformed("Invalid basic header. No credentials provided.");
      case CREDENTIALS_WITH_SPACES ->
          malformed("Invalid basic header. Credentials string should not contain spaces.");
      case AMBIGUOUS_CREDENTIALS ->
          malformed("Invalid basic header. More than one credential was provided.");
      case MALFORMED_TOKEN ->
          malformed("Invalid basic header. Credentials not correctly base64 encoded.");
      default -> new Problem(401, "invalid-login", "Invalid login", "Invalid username/password.");
    };
  }

  /** Returns the challenge of a failed login (RFC 7617). */
  static String challenge(Settings settings) {
    return "%s realm=\"%s\", charset=\"UTF-8\""
        .formatted(BasicCredential.SCHEME, settings.get(HttpSettings.REALM_NAME));
  }

  private static Problem malformed(String detail) {
    return Problem.of(DenialReason.EMPTY_CREDENTIALS).withDetail(detail);
  }
}

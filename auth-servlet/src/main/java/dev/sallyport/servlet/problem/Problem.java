package dev.sallyport.servlet.problem;

import dev.sallyport.authorization.DenialReason;

/**
 * Problem that a response reports (RFC 9457).
 *
 * <p>The details of 401 never change, because clients of other servers depend on them. All tokens
 * that were not verified get the same problem, so that attempts reveal nothing about a token.
 *
 * <pre>{@code
 * static final Problem GONE = new Problem(410, "gone", "Gone", "The report was deleted.");
 * }</pre>
 *
 * @param status the HTTP status
 * @param name the last part of the type's URI; it never changes
 * @param title the title, which is the same for all problems of the name
 * @param detail the explanation for people
 * @since 0.1.0
 */
public record Problem(int status, String name, String title, String detail) {
  /** No resource exists at the path. */
  public static final Problem NOT_FOUND =
      new Problem(404, "not-found", "Not found", "There is nothing at this path.");

  static final Problem METHOD_NOT_ALLOWED =
      new Problem(
          405,
          "method-not-allowed",
          "Method not allowed",
          "Allowed methods are named in the Allow header.");

  /** The body of a revocation contains no well-formed token. */
  public static final Problem NO_TOKEN_IN_BODY =
      new Problem(
          400,
          "bad-request",
          "Bad request",
          "The body holds no token of a format accepted here: expected a token alone, as text or as"
              + " the member token of a JSON object.");

  /** The token could not be checked. */
  public static final Problem UNAVAILABLE =
      new Problem(
          503,
          "unavailable",
          "Temporarily unavailable",
          "The API key could not be checked. Try again later.");

  /** The key of a token could not be deactivated. */
  public static final Problem REVOCATION_UNAVAILABLE =
      UNAVAILABLE.withDetail("The token could not be revoked. Try again later.");

  /** The body is longer than 2048 bytes. */
  public static final Problem BODY_TOO_LARGE =
      new Problem(413, "content-too-large", "Content too large", "The body may have 2048 bytes.");

  /** The media type or the encoding of the body is not supported. */
  public static final Problem UNSUPPORTED_BODY =
      new Problem(
          415,
          "unsupported-media-type",
          "Unsupported media type",
          "The body must be application/json or text/plain.");

  /** Registered problem type of draft-ietf-httpapi-ratelimit-headers. */
  private static final String QUOTA_EXCEEDED = "quota-exceeded";

  private static final String EXPECTED_SCHEME =
      ": expected one that WWW-Authenticate names, a blank and the token.";

  private static final String REGISTRY_BASE = "https://iana.org/assignments/http-problem-types#";
  private static final String TYPE_BASE = "https://sallyport.dev/problems/";

  /** Returns the problem of a denied request. */
  public static Problem of(DenialReason reason) {
    return switch (reason) {
      case NO_CREDENTIALS -> required("Authentication credentials were not provided.");
      case UNKNOWN_SCHEME -> required("Invalid token header. Unknown scheme" + EXPECTED_SCHEME);
      case MISSING_SCHEME -> malformed("Invalid token header. No scheme" + EXPECTED_SCHEME);
      case EMPTY_CREDENTIALS -> malformed("Invalid token header. No credentials provided.");
      case CREDENTIALS_WITH_SPACES ->
          malformed("Invalid token header. Token string should not contain spaces.");
      case AMBIGUOUS_CREDENTIALS ->
          malformed("Invalid token header. More than one credential was provided.");
      case MALFORMED_TOKEN, UNKNOWN_TOKEN, WRONG_SECRET, UNUSABLE_DIGEST ->
          new Problem(401, "invalid-token", "Invalid token", "Invalid token.");
      case MALFORMED_LOGIN ->
          malformed(
              "Invalid basic header. Credentials not in UTF-8, or without a colon between username"
                  + " and password.");
      case OWNER_INACTIVE ->
          new Problem(
              401, "inactive-owner", "Owner of the API key inactive", "User inactive or deleted.");
      case KEY_INACTIVE ->
          new Problem(401, "inactive-key", "API key not activated", "Api key is not activated.");
      case KEY_EXPIRED -> new Problem(401, "expired-key", "API key expired", "Invalid token.");
      case KEY_OVER_AGE ->
          new Problem(
              401,
              "over-age-key",
              "API key over age",
              "Api key has exceeded its maximum lifetime.");
      case INSECURE_TRANSPORT ->
          new Problem(
              403,
              "insecure-transport",
              "Insecure transport",
              "API keys are accepted over TLS only. Consider this one compromised and rotate it.");
      case TOO_MANY_FAILURES ->
          new Problem(
              429,
              "too-many-attempts",
              "Too many attempts",
              "Too many bad tokens were presented. Try again later.");
      case NETWORK_NOT_ALLOWED ->
          new Problem(
              403,
              "network-not-allowed",
              "Network not allowed",
              "The API key may not be used from this address.");
      case INSUFFICIENT_SCOPE ->
          new Problem(
              403,
              "insufficient-scope",
              "Insufficient scope",
              "The API key does not hold the scopes that this requires.");
      case RESOURCE_UNKNOWN, RESOURCE_OF_ANOTHER_ACCOUNT -> NOT_FOUND;
      case KEY_NOT_BOUND ->
          new Problem(
              403,
              "key-not-bound",
              "API key not bound",
              "Forbidden. Please provide a valid API key.");
      case DENIED_BY_POLICY ->
          new Problem(403, "denied", "Denied", "The API key may not be used for this.");
      case OWNER_NOT_STAFF ->
          new Problem(403, "not-staff", "Not a staff user", "This is for active staff users only.");
      case QUOTA_EXCEEDED ->
          new Problem(
              429,
              QUOTA_EXCEEDED,
              "Quota exceeded",
              "Too many requests with this API key. Try again later.");
    };
  }

  /** Returns this problem with another detail. */
  public Problem withDetail(String detail) {
    return new Problem(status, name, title, detail);
  }

  String type() {
    return (name.equals(QUOTA_EXCEEDED) ? REGISTRY_BASE : TYPE_BASE) + name;
  }

  private static Problem required(String detail) {
    return new Problem(401, "no-credentials", "Credentials required", detail);
  }

  private static Problem malformed(String detail) {
    return new Problem(401, "malformed-credentials", "Malformed credentials", detail);
  }
}

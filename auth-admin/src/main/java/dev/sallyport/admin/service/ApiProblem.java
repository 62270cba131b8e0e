package dev.sallyport.admin.service;

import dev.sallyport.admin.api.ProblemView;

/**
 * Problem document of the management API (RFC 9457).
 *
 * @param name last segment of the type's URI; never changes
 * @param title the same for all problems with this name
 * @param detail human-readable explanation
 */
public record ApiProblem(int status, String name, String title, String detail) {
  public static final ApiProblem NOT_FOUND = of(Denial.ABSENT);

  public static final ApiProblem METHOD_NOT_ALLOWED =
      new ApiProblem(
          405,
          "method-not-allowed",
          "Method not allowed",
          "Allowed methods are named in the Allow header.");

  public static final ApiProblem NOT_ACCEPTABLE =
      new ApiProblem(
          406, "not-acceptable", "Not acceptable", "Only application/json can be produced.");

  static final ApiProblem CONTENT_TOO_LARGE =
      new ApiProblem(
          413,
          "content-too-large",
          "Content too large",
          "The body must not exceed " + RequestBody.MAX_BYTES + " bytes.");

  public static final ApiProblem PRECONDITION_REQUIRED =
      new ApiProblem(
          428,
          "precondition-required",
          "Precondition required",
          "Send the ETag that you received as If-Match, or * to overwrite any version.");

  public static final ApiProblem NOT_STAFF =
      new ApiProblem(403, "not-staff", "Not a staff user", "This is for active staff users only.");

  public static final ApiProblem CROSS_SITE =
      new ApiProblem(
          403,
          "cross-site",
          "Not from this site",
          "Changes with a session require its X-CSRF-Token, and requests with a session must come"
              + " from the console's site.");

  public static final ApiProblem INSECURE =
      new ApiProblem(
          403,
          "insecure-transport",
          "Insecure transport",
          "API keys and sessions are accepted over TLS only.");

  public static final ApiProblem WRONG_PASSWORD =
      new ApiProblem(403, "wrong-password", "Wrong password", "Incorrect password.");

  public static final ApiProblem NON_CANONICAL_PATH =
      badRequest("The path of the URL differs from the canonical path of this API.");

  public static final ApiProblem FAILED =
      new ApiProblem(500, "failed", "Failed", "Internal error; the server's log has the details.");

  public static final ApiProblem UNAVAILABLE =
      new ApiProblem(
          503,
          "unavailable",
          "Temporarily unavailable",
          "The store is unavailable. Try again later.");

  private static final String TYPE_BASE = "https://sallyport.dev/problems/";

  /** Returns the problem of an invalid request. */
  public static ApiProblem badRequest(String detail) {
    return new ApiProblem(400, "bad-request", "Bad request", detail);
  }

  /** Returns the problem of too many failed passwords. */
  public static ApiProblem tooManyAttempts(String detail) {
    return new ApiProblem(429, "too-many-attempts", "Too many attempts", detail);
  }

  static ApiProblem unsupportedBody(String mediaTypes) {
    return new ApiProblem(
        415, "unsupported-media-type", "Unsupported media type", "The body must be " + mediaTypes);
  }

  /** Returns the problem of a denied action. */
  public static ApiProblem of(Denial why) {
    return switch (why) {
      case ABSENT -> problem(404, "not-found", "Not found", why);
      case OUTDATED -> problem(412, "precondition-failed", "Changed meanwhile", why);
      case FOR_SUPERUSERS -> problem(403, "superuser-required", "Superuser required", why);
      case FOR_OWN_KEYS_ONLY -> problem(403, "not-your-key", "Not your key", why);
      case SCOPE_BEYOND_OWN -> problem(403, "scope-not-grantable", "Scope not grantable", why);
      case NETWORK_BEYOND_OWN ->
          problem(403, "network-not-grantable", "Network not grantable", why);
      case EXPIRY_BEYOND_OWN -> problem(403, "expiry-not-grantable", "Expiry not grantable", why);
      case STEP_UP, STEP_UP_AT_HOST ->
          problem(403, "step-up-required", "Password required again", why);
      case RIGHTS_BEYOND_OWN -> problem(403, "rights-beyond-own", "Beyond own rights", why);
      case OWN_PASSWORD -> problem(403, "own-password", "Own password", why);
      case EXISTS -> problem(409, "exists", "Exists already", why);
      case NO_SUCH_ACCOUNT -> problem(422, "account-unknown", "Account unknown", why);
      case NO_SUCH_KEY -> problem(422, "key-unknown", "API key unknown", why);
      case OWNER_UNKNOWN -> problem(422, "owner-unknown", "Owner unknown", why);
      case OWNER_INACTIVE -> problem(422, "owner-inactive", "Owner inactive", why);
      case OWNER_NOT_STAFF -> problem(422, "owner-not-staff", "Owner not a staff user", why);
      case EXPIRY_IN_THE_PAST -> problem(422, "expiry-in-the-past", "Expiry in the past", why);
      case EXPIRY_BEYOND_MAXIMUM ->
          problem(422, "expiry-beyond-maximum", "Expiry beyond the maximum", why);
      case LIMIT_REACHED -> problem(409, "too-many-keys", "Too many API keys", why);
      case KEY_INACTIVE -> problem(409, "inactive-key", "API key not activated", why);
      case KEY_EXPIRED -> problem(409, "expired-key", "API key expired", why);
      case KEY_ROTATED -> problem(409, "rotated-key", "API key rotated already", why);
      case OWNERS_OF_HOST, RESOURCES_OF_HOST, NOT_AUDITED, NOT_COUNTED ->
          problem(409, "kept-elsewhere", "Not kept here", why);
    };
  }

  /** Returns the problem document. */
  public ProblemView body() {
    return new ProblemView(TYPE_BASE + name, title, status, detail);
  }

  private static ApiProblem problem(int status, String name, String title, Denial why) {
    return new ApiProblem(status, name, title, why.sentence());
  }
}

package dev.sallyport.servlet.problem;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import dev.sallyport.authentication.AuthenticationResult.Denied;
import dev.sallyport.authorization.DenialReason;
import dev.sallyport.authorization.RateLimiter.Quota;
import dev.sallyport.config.Settings;
import dev.sallyport.servlet.config.HttpSettings;
import dev.sallyport.servlet.credential.BasicCredential;
import dev.sallyport.servlet.startup.ResponseBody;
import dev.sallyport.servlet.startup.StartGuard;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Says no: the only place that knows which status, headers and body a refusal has. */
public final class ProblemResponder {
  private static final String CONTENT_TYPE = "application/problem+json";
  private static final String CHALLENGE = "WWW-Authenticate";
  private static final String RETRY_AFTER = "Retry-After";

  /** RFC 6749 section 3.3. */
  private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]+");

  /** What is offered where a token is taken from a header of its own only. */
  private static final String SCHEME_OF_HEADER = "ApiKey";

  private final List<String> challenges;
  private final Map<DenialReason, Refusal> denials = new EnumMap<>(DenialReason.class);
  private final String loginChallenge;
  private final CacheHeaders caches;
  private final List<ProblemMembers> members;

  private ProblemResponder(List<String> challenges, String loginChallenge, CacheHeaders caches) {
    this.challenges = challenges;
    for (DenialReason reason : DenialReason.values()) {
      denials.put(reason, new Refusal(reason, challenges));
    }
    this.loginChallenge = loginChallenge;
    this.caches = caches;
    this.members =
        ServiceLoader.load(ProblemMembers.class, ProblemMembers.class.getClassLoader()).stream()
            .map(ServiceLoader.Provider::get)
            .toList();
  }

  public static ProblemResponder of(Settings settings) {
    List<String> schemes = settings.get(HttpSettings.SCHEMES);
    String realm = " realm=\"" + settings.get(HttpSettings.REALM_NAME) + "\"";
    return new ProblemResponder(
        (schemes.isEmpty() ? List.of(SCHEME_OF_HEADER) : schemes)
            .stream().map(scheme -> scheme + realm).toList(),
        BasicCredential.SCHEME + realm + ", charset=\"UTF-8\"",
        CacheHeaders.of(settings));
  }

  public void deny(Denied denied, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Refusal refusal = requireNonNull(denials.get(denied.reason()), "there is one for each");
    if (!begin(refusal.problem, request, response)) {
      return;
    }
    refusal.challenges.forEach(it -> response.addHeader(CHALLENGE, it));
    boolean isSimple = refusal.problem.status() == 401 && denied.keyIdOrNull() == null;
    Map<String, Object> ofModules = membersOfModules(refusal.problem, request);
    if (isSimple && ofModules.isEmpty()) {
      ResponseBody.send(CONTENT_TYPE, refusal.json, request, response);
      return;
    }
    Map<String, Object> body = body(refusal.problem);
    body.putAll(ofModules);
    if (!refusal.problem.equals(Problem.NOT_FOUND)) { // that is the same for everybody
      denied.keyId().ifPresent(id -> body.put("keyId", id.toString()));
    }
    if (refusal.problem.status() == 429) {
      waitFor(denied, body, response);
    }
    if (denied.reason() == DenialReason.INSUFFICIENT_SCOPE) {
      body.put("requiredScopes", List.copyOf(new TreeSet<>(denied.requiredScopes())));
      String error = insufficientScope(denied);
      challenges.forEach(it -> response.addHeader(CHALLENGE, it + error));
    }
    JsonBody.send(CONTENT_TYPE, body, request, response);
  }

  /** What is said of a reason, made once: who has no key may ask often. */
  private static final class Refusal {
    final Problem problem;

    /** Those of 401; empty otherwise. */
    final List<String> challenges;

    /** The body, where there is nothing else to say. */
    final byte[] json;

    Refusal(DenialReason reason, List<String> schemes) {
      problem = Problem.of(reason);
      String error = error(reason, problem);
      challenges =
          problem.status() == 401 ? schemes.stream().map(it -> it + error).toList() : List.of();
      json = JsonBody.bytes(body(problem));
    }
  }

  private static void waitFor(
      Denied denied, Map<String, Object> body, HttpServletResponse response) {
    RateLimitFields.writeRetryAfter(denied.retryAfter(), response);
    if (denied.reason() == DenialReason.QUOTA_EXCEEDED) {
      RateLimitFields.write(denied.quotas(), response);
      body.put(
          "violated-policies",
          denied.quotas().stream().filter(it -> it.remaining() <= 0).map(Quota::policy).toList());
    }
  }

  public void refuseLogin(
      DenialReason reason, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Problem problem = Problem.ofLogin(reason);
    if (begin(problem, request, response)) {
      response.setHeader(CHALLENGE, loginChallenge);
      JsonBody.send(CONTENT_TYPE, body(problem, request), request, response);
    }
  }

  /** To whoever logged in and yet gets no key; some clients read {@code error} only. */
  public void forbidLogin(Problem problem, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (begin(problem, request, response)) {
      Map<String, Object> body = body(problem, request);
      body.put("error", problem.detail());
      JsonBody.send(CONTENT_TYPE, body, request, response);
    }
  }

  /**
   * To whoever tried too often.
   *
   * @param retryAfter told in whole seconds, rounded up
   */
  public void tooManyAttempts(
      Duration retryAfter, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (begin(Problem.TOO_MANY_ATTEMPTS, request, response)) {
      RateLimitFields.writeRetryAfter(retryAfter, response);
      JsonBody.send(CONTENT_TYPE, body(Problem.TOO_MANY_ATTEMPTS, request), request, response);
    }
  }

  public void unavailable(
      Problem problem,
      int retryAfterSeconds,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    if (begin(problem, request, response)) {
      response.setIntHeader(RETRY_AFTER, retryAfterSeconds);
      JsonBody.send(CONTENT_TYPE, body(problem, request), request, response);
    }
  }

  /** Says what needs no header of its own. */
  public void answer(Problem problem, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (begin(problem, request, response)) {
      JsonBody.send(CONTENT_TYPE, body(problem, request), request, response);
    }
  }

  public void methodNotAllowed(
      String allowed, HttpServletRequest request, HttpServletResponse response) throws IOException {
    if (begin(Problem.METHOD_NOT_ALLOWED, request, response)) {
      response.setHeader("Allow", allowed);
      JsonBody.send(CONTENT_TYPE, body(Problem.METHOD_NOT_ALLOWED, request), request, response);
    }
  }

  /** False where nothing can be said any more, or where it would land in another's page. */
  private boolean begin(Problem problem, HttpServletRequest request, HttpServletResponse response) {
    if (response.isCommitted() || request.getDispatcherType() == DispatcherType.INCLUDE) {
      return false;
    }
    response.resetBuffer();
    if ((problem.status() == 401 || problem.status() == 403)
        && request.getAttribute(StartGuard.PASSED) != null) {
      RateLimitFields.remove(
          response); // nothing about quotas to whom is refused for another reason
    }
    response.setStatus(problem.status());
    caches.noStore(response);
    return true;
  }

  /** RFC 6750 section 3: nothing about errors to whom did not try. */
  private static String error(DenialReason reason, Problem problem) {
    if (reason == DenialReason.NO_CREDENTIALS || reason == DenialReason.UNKNOWN_SCHEME) {
      return "";
    }
    String description =
        reason.isAfterVerification() ? ", error_description=\"" + problem.title() + "\"" : "";
    return ", error=\"invalid_token\"" + description;
  }

  /** RFC 6750 section 3; a host's own rule may ask for what a challenge cannot tell. */
  private static String insufficientScope(Denied denied) {
    String scopes =
        new TreeSet<>(denied.requiredScopes())
            .stream().filter(it -> SCOPE.matcher(it).matches()).collect(joining(" "));
    return ", error=\"insufficient_scope\""
        + (scopes.isEmpty() ? "" : ", scope=\"" + scopes + "\"");
  }

  private static Map<String, Object> body(Problem problem) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", problem.type());
    body.put("title", problem.title());
    body.put("status", problem.status());
    body.put("detail", problem.detail());
    return body;
  }

  private Map<String, Object> body(Problem problem, HttpServletRequest request) {
    Map<String, Object> body = body(problem);
    body.putAll(membersOfModules(problem, request));
    return body;
  }

  private Map<String, Object> membersOfModules(Problem problem, HttpServletRequest request) {
    Map<String, Object> all = new LinkedHashMap<>();
    members.forEach(it -> all.putAll(it.members(problem, request)));
    return all;
  }
}

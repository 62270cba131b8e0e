package dev.sallyport.servlet.problem;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import dev.sallyport.authentication.AuthenticationResult.Denied;
import dev.sallyport.authorization.DenialReason;
import dev.sallyport.authorization.RateLimiter.Quota;
import dev.sallyport.config.Settings;
import dev.sallyport.servlet.config.HttpSettings;
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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Responder that sends problem documents (RFC 9457): what a filter uses unless the application
 * replaces it. Servlets of Sallyport send their own problems with it too. Thread-safe.
 *
 * <pre>{@code
 * authenticator.problems().answer(Problem.NOT_FOUND, request, response);
 * }</pre>
 *
 * @since 0.1.0
 */
public final class ProblemResponder implements DenialResponder {
  private static final Logger log = LoggerFactory.getLogger(ProblemResponder.class);
  private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final AtomicLong NEXT_WARNING = new AtomicLong(System.nanoTime());
  private static final String CONTENT_TYPE = "application/problem+json";
  private static final String CHALLENGE = "WWW-Authenticate";

  /** Scope (RFC 6749, section 3.3). */
  private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]+");

  /** Scheme of the challenge if tokens are accepted in {@code api-key-header} only. */
  private static final String SCHEME_OF_HEADER = "ApiKey";

  private final List<String> challenges;
  private final Map<DenialReason, PreparedDenial> denials = new EnumMap<>(DenialReason.class);
  private final CacheHeaders caches;
  private final List<ProblemMembers> members;

  private ProblemResponder(List<String> challenges, CacheHeaders caches) {
    this.challenges = challenges;
    for (DenialReason reason : DenialReason.values()) {
      denials.put(reason, new PreparedDenial(reason, challenges));
    }
    this.caches = caches;
    this.members =
        ServiceLoader.load(ProblemMembers.class, ProblemMembers.class.getClassLoader()).stream()
            .map(ServiceLoader.Provider::get)
            .toList();
  }

  /** Returns a responder for the settings of a filter. */
  public static ProblemResponder of(Settings settings, CacheHeaders caches) {
    List<String> schemes = settings.get(HttpSettings.SCHEMES);
    String realm = " realm=\"" + settings.get(HttpSettings.REALM_NAME) + "\"";
    return new ProblemResponder(
        (schemes.isEmpty() ? List.of(SCHEME_OF_HEADER) : schemes)
            .stream().map(scheme -> scheme + realm).toList(),
        caches);
  }

  @Override
  public void deny(Denied denied, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    PreparedDenial denial =
        requireNonNull(denials.get(denied.reason()), "every reason has a prepared denial");
    if (!begin(denial.problem, request, response)) {
      return;
    }
    denial.challenges.forEach(it -> response.addHeader(CHALLENGE, it));
    boolean isSimple = denial.problem.status() == 401 && denied.keyId().isEmpty();
    Map<String, Object> ofModules = membersOfModules(denial.problem, request);
    if (isSimple && ofModules.isEmpty()) {
      ResponseBody.send(CONTENT_TYPE, denial.json, request, response);
      return;
    }
    Map<String, Object> body = body(denial.problem);
    ofModules.forEach(body::putIfAbsent);
    if (!denial.problem.equals(Problem.NOT_FOUND)) { // the same for every key
      denied.keyId().ifPresent(id -> body.put("keyId", id.toString()));
    }
    if (denial.problem.status() == 429) {
      waitFor(denied, body, response);
    }
    if (denied.reason() == DenialReason.INSUFFICIENT_SCOPE) {
      body.put("requiredScopes", List.copyOf(new TreeSet<>(denied.requiredScopes())));
      String error = insufficientScope(denied);
      challenges.forEach(it -> response.addHeader(CHALLENGE, it + error));
    }
    JsonBody.send(CONTENT_TYPE, body, request, response);
  }

  /** Response to a denial reason, created once, because clients without a key may ask often. */
  private static final class PreparedDenial {
    final Problem problem;

    /** Challenges of a 401; empty for other statuses. */
    final List<String> challenges;

    /** Body without further members. */
    final byte[] json;

    PreparedDenial(DenialReason reason, List<String> schemes) {
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

  @Override
  public void unavailable(
      Duration retryAfter, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    RateLimitFields.writeRetryAfter(retryAfter, response);
    answer(Problem.UNAVAILABLE, request, response);
  }

  /** Sends a problem. Header fields that it needs besides must be set before. */
  public void answer(Problem problem, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    answer(problem, Map.of(), request, response);
  }

  /**
   * Sends a problem with further members. Header fields that it needs besides must be set before.
   *
   * @param members strings, numbers, booleans, maps and lists by name
   */
  public void answer(
      Problem problem,
      Map<String, ?> members,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    if (begin(problem, request, response)) {
      Map<String, Object> body = body(problem);
      body.putAll(members);
      membersOfModules(problem, request).forEach(body::putIfAbsent);
      JsonBody.send(CONTENT_TYPE, body, request, response);
    }
  }

  /**
   * Starts a response: empties the buffer, and sets the status and the header fields for caches.
   *
   * @return false if the response is committed or the request is an include, and no response can be
   *     sent
   */
  boolean begin(Problem problem, HttpServletRequest request, HttpServletResponse response) {
    if (response.isCommitted() || request.getDispatcherType() == DispatcherType.INCLUDE) {
      return false;
    }
    response.resetBuffer();
    if ((problem.status() == 401 || problem.status() == 403)
        && request.getAttribute(StartGuard.PASSED) != null) {
      RateLimitFields.remove(response); // quotas are not the reason of this denial
    }
    response.setStatus(problem.status());
    caches.noStore(response);
    return true;
  }

  /** Returns the error of a challenge; empty if the request had no token (RFC 6750, section 3). */
  private static String error(DenialReason reason, Problem problem) {
    if (reason == DenialReason.NO_CREDENTIALS || reason == DenialReason.UNKNOWN_SCHEME) {
      return "";
    }
    String description =
        reason.isAfterVerification() ? ", error_description=\"" + problem.title() + "\"" : "";
    return ", error=\"invalid_token\"" + description;
  }

  /** Returns the error of a challenge, without scopes that RFC 6749 does not allow. */
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

  private Map<String, Object> membersOfModules(Problem problem, HttpServletRequest request) {
    return collect(members, problem, request);
  }

  /** Returns the members of all modules, without those of modules that fail. */
  static Map<String, Object> collect(
      List<ProblemMembers> modules, Problem problem, HttpServletRequest request) {
    Map<String, Object> all = new LinkedHashMap<>();
    for (ProblemMembers module : modules) {
      try {
        Map<String, Object> own = new LinkedHashMap<>(module.members(problem, request));
        if (!own.isEmpty()) {
          JsonBody.bytes(own); // fails for a value that cannot be written
          own.forEach(all::putIfAbsent);
        }
      } catch (RuntimeException | LinkageError e) {
        warnOf(module, e);
      }
    }
    return all;
  }

  /** Logs the failure of a module, at most once a second for all modules. */
  private static void warnOf(ProblemMembers module, Throwable failure) {
    long now = System.nanoTime();
    long at = NEXT_WARNING.get();
    if (now - at >= 0 && NEXT_WARNING.compareAndSet(at, now + QUIET_NANOS)) {
      log.warn(
          "Left out the problem members of {}, which failed: {}",
          module.getClass().getName(),
          failure.toString());
    }
    log.debug("Left out problem members", failure);
  }
}

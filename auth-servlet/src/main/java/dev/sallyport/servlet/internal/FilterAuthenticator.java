package dev.sallyport.servlet.internal;

import static java.util.Objects.requireNonNull;

import dev.sallyport.Sallyport;
import dev.sallyport.authentication.AuthenticationResult.Denied;
import dev.sallyport.authorization.DenialReason;
import dev.sallyport.config.Settings;
import dev.sallyport.key.ApiKeyPrincipal;
import dev.sallyport.servlet.config.HttpSettings;
import dev.sallyport.servlet.credential.Credential.Absent;
import dev.sallyport.servlet.credential.CredentialExtractor;
import dev.sallyport.servlet.credential.CredentialLocation;
import dev.sallyport.servlet.credential.HeaderCredentialExtractor;
import dev.sallyport.servlet.internal.Decision.Anonymous;
import dev.sallyport.servlet.internal.Decision.Denial;
import dev.sallyport.servlet.internal.Decision.Preflight;
import dev.sallyport.servlet.internal.Decision.Unavailable;
import dev.sallyport.servlet.internal.validation.FilterPosition;
import dev.sallyport.servlet.internal.validation.WebXml;
import dev.sallyport.servlet.problem.CacheHeaders;
import dev.sallyport.servlet.problem.DenialResponder;
import dev.sallyport.servlet.problem.GuardedResponder;
import dev.sallyport.servlet.problem.KeyRequirement;
import dev.sallyport.servlet.problem.Problem;
import dev.sallyport.servlet.problem.ProblemResponder;
import dev.sallyport.servlet.problem.RateLimitFields;
import dev.sallyport.servlet.startup.StartGuard;
import dev.sallyport.token.PresentedToken;
import dev.sallyport.token.PresentedToken.Found;
import dev.sallyport.token.Secret;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Authenticator of the requests of one filter. It decides once per request, for all its dispatches,
 * by a {@link RequestEvaluator}, and sends and records the decision. Thread-safe.
 */
public final class FilterAuthenticator {
  private static final Logger log = LoggerFactory.getLogger(FilterAuthenticator.class);
  private static final String REGISTERED = StartGuard.STARTED;

  private final Sallyport sallyport;
  private final Settings settings;
  private final CacheHeaders caches;
  private final ProblemResponder problems;
  private final DenialResponder denials;
  private final RequestRules rules;
  private final InsecureTransportPolicy transport;
  private final RequestEvaluator evaluator;
  private final boolean logsKeyId;
  private volatile KeyRequirements requirements = new KeyRequirements();
  private final RateLimitedLogger responderFailures =
      new RateLimitedLogger(log, "The denial responder failed");
  private final RateLimitedLogger servletFailures =
      new RateLimitedLogger(log, "Responded with 503");
  private final RateLimitedLogger revocationFailures = RevokeEndpoint.newWarning();

  public FilterAuthenticator(Sallyport sallyport, Settings settings) {
    this(sallyport, settings, HostComponents.NONE);
  }

  FilterAuthenticator(Sallyport sallyport, Settings settings, HostComponents components) {
    this.sallyport = requireNonNull(sallyport, "sallyport");
    this.settings = settings;
    CredentialExtractor extractor =
        components
            .extractor()
            .orElseGet(
                () ->
                    HeaderCredentialExtractor.of(
                        settings, sallyport.authenticator()::isWellFormed));
    this.caches = CacheHeaders.of(extractor.headers());
    this.problems = ProblemResponder.of(settings, caches);
    this.denials =
        components
            .responder()
            .<DenialResponder>map(
                it -> new GuardedResponder(it, problems, responderFailures::warnWithoutMessage))
            .orElse(problems);
    this.rules = RequestRules.of(settings);
    this.transport = InsecureTransportPolicy.of(settings);
    this.evaluator = new RequestEvaluator(this, extractor, rules, transport);
    this.logsKeyId = settings.get(HttpSettings.LOG_KEY_ID);
  }

  /**
   * Registers this authenticator with an application. The first that is registered serves requests
   * that pass no filter.
   *
   * @param filterName the name of the filter that uses this authenticator
   */
  void register(ServletContext context, String filterName) {
    if (context.getAttribute(REGISTERED) == null) {
      context.setAttribute(REGISTERED, this);
    }
    requirements = KeyRequirements.of(context);
    FilterRegistration filter = context.getFilterRegistration(filterName);
    if (!rules.scopes().isEmpty() && filter != null) {
      List<FilterPosition> positions =
          FilterPosition.of(filter, WebXml.filterMappings(context), context);
      requirements.add(
          this,
          (request, instance) ->
              instance == sallyport ? requirement(positions, request) : KeyRequirement.NONE);
    }
  }

  private KeyRequirement requirement(List<FilterPosition> positions, HttpServletRequest request) {
    return positions.stream().anyMatch(it -> it.receives(request)) && !evaluator.isExempt(request)
        ? KeyRequirement.ofScopes(rules.accessRequest(request).requiredScopes())
        : KeyRequirement.NONE;
  }

  void unregister(ServletContext context) {
    requirements.remove(this);
    if (context.getAttribute(REGISTERED) == this) {
      context.removeAttribute(REGISTERED);
    }
  }

  /** Returns the authenticator that an application registered first; empty if there is none. */
  public static Optional<FilterAuthenticator> of(ServletContext context) {
    return context.getAttribute(REGISTERED) instanceof FilterAuthenticator registered
        ? Optional.of(registered)
        : Optional.empty();
  }

  /** Returns the authenticator of the filter that a request passed last; empty if none. */
  public static Optional<FilterAuthenticator> of(ServletRequest request) {
    return Optional.ofNullable(RequestAuthentication.of(request))
        .map(RequestAuthentication::authenticator);
  }

  /**
   * Returns the authenticator whose settings apply to a request that a servlet of Sallyport serves:
   * that of the filter that the request passed last or, if it passed none, the first of the
   * application.
   *
   * @throws java.util.NoSuchElementException if no filter has started
   */
  public static FilterAuthenticator governing(HttpServletRequest request) {
    return of(request).or(() -> of(request.getServletContext())).orElseThrow();
  }

  /** Returns the Sallyport instance. */
  public Sallyport sallyport() {
    return sallyport;
  }

  /** Returns the settings of the filter. */
  public Settings settings() {
    return settings;
  }

  /** Returns the responder for problems. */
  public ProblemResponder problems() {
    return problems;
  }

  /** Returns the responder for denied requests. */
  public DenialResponder denials() {
    return denials;
  }

  /** Sends 503 with {@code Retry-After} for a failure of a servlet's request, and logs it. */
  public void sendUnavailable(
      Problem problem,
      RuntimeException failure,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    servletFailures.warn(problem.detail(), failure);
    RateLimitFields.writeRetryAfter(Unavailable.because(failure).retryAfter(), response);
    problems.answer(problem, request, response);
  }

  /** Returns what decides on requests. */
  RequestEvaluator evaluator() {
    return evaluator;
  }

  /** Returns the requirements of other code. */
  KeyRequirements requirements() {
    return requirements;
  }

  /** Authenticates the token of a request, if it has one; the filter's exemptions do not apply. */
  public Decision identify(HttpServletRequest request) {
    return evaluator.identify(request);
  }

  /** Denies a request for a reason that was found before the token was verified. */
  public Denied deny(DenialReason reason) {
    return evaluator.deny(reason);
  }

  /** Returns the logger of failed revocations. */
  RateLimitedLogger revocationFailures() {
    return revocationFailures;
  }

  /** Returns the address of the client, as determined by the trusted proxies. */
  public String clientOf(HttpServletRequest request) {
    return rules.proxies().clientOf(request);
  }

  /** Returns whether a request was received over TLS, directly or through a trusted proxy. */
  public boolean isOverTls(HttpServletRequest request) {
    return transport.isOverTls(request);
  }

  /** Returns whether credentials are accepted over the transport of a request. */
  public boolean isTransportAccepted(HttpServletRequest request) {
    return transport.isAccepted(request);
  }

  /** Records that other code has authenticated a request, without a credential in a header. */
  void accept(ApiKeyPrincipal principal, HttpServletRequest request) {
    CredentialLocation none = new CredentialLocation("", "API key");
    RequestAuthentication.store(request, this, new Authentication(this, principal, none));
  }

  /** Returns the request to pass on; null if the response has been sent. */
  @Nullable HttpServletRequest admit(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Decision decision = evaluator.decide(request);
    return isAnswered(decision, request, response) ? null : pass(decision, request, response);
  }

  /** Returns a chain that runs with the id of the key in the log, if a setting says so. */
  FilterChain logging(FilterChain chain) {
    return logsKeyId ? new LoggingChain(chain) : chain;
  }

  /** Sends the response if the decision stops the request, and returns whether it did. */
  public boolean isAnswered(
      Decision decision, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (decision instanceof Preflight) {
      CorsPreflight.answer(response);
      return true;
    }
    if (decision instanceof Denial denial) {
      denials.deny(denial.denied(), request, response);
      return true;
    }
    if (decision instanceof Unavailable unknown) {
      denials.unavailable(unknown.retryAfter(), request, response);
      return true;
    }
    return false;
  }

  /**
   * Returns the request to pass on, for a container that knows whether the resource needs a user;
   * null if the response has been sent. The mode and logins of the container do not apply.
   */
  @Nullable HttpServletRequest admit(
      HttpServletRequest request, HttpServletResponse response, boolean isProtected)
      throws IOException {
    Decision decision = evaluator.decide(request, isProtected);
    return isAnswered(decision, request, response) ? null : pass(decision, request, response);
  }

  /** Sends 401 for a request without a token, with the reason why its credentials are not one. */
  public void sendUnauthorized(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    DenialReason reason =
        evaluator.credentialIn(request) instanceof Absent absent
            ? absent.reason()
            : DenialReason.NO_CREDENTIALS;
    denials.deny(evaluator.deny(reason), request, response);
  }

  /** Returns the well-formed token in a text, read like a header field; empty if it has none. */
  Optional<Secret> tokenIn(String text) {
    return PresentedToken.read(text, settings.get(HttpSettings.SCHEMES)) instanceof Found found
            && sallyport.authenticator().isWellFormed(found.token())
        ? Optional.of(found.token())
        : Optional.empty();
  }

  /** Marks a response as not to be stored by caches. */
  public void noStore(HttpServletResponse response) {
    caches.noStore(response);
  }

  /** Records that a request passed this filter, and returns the request to pass on. */
  HttpServletRequest pass(
      Decision decision, HttpServletRequest request, HttpServletResponse response) {
    if (decision instanceof Authentication authentication) {
      RequestAuthentication.store(request, this, authentication);
      caches.noStore(response);
      RateLimitFields.write(authentication.quotas(), response);
      return new AuthenticatedRequest(request, response, authentication);
    }
    RequestAuthentication.store(request, this, null);
    if (decision instanceof Anonymous) {
      caches.vary(response);
    }
    return request;
  }
}

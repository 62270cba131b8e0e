package dev.sallyport.servlet.internal;

import static java.util.Objects.requireNonNull;

import dev.sallyport.Sallyport;
import dev.sallyport.authentication.AuthenticationResult;
import dev.sallyport.authentication.AuthenticationResult.Authenticated;
import dev.sallyport.authentication.AuthenticationResult.Denied;
import dev.sallyport.authentication.OverloadedException;
import dev.sallyport.authorization.DenialReason;
import dev.sallyport.config.Settings;
import dev.sallyport.key.ApiKeyPrincipal;
import dev.sallyport.servlet.client.RequestPath;
import dev.sallyport.servlet.config.HttpSettings;
import dev.sallyport.servlet.config.HttpSettings.Mode;
import dev.sallyport.servlet.config.HttpSettings.PreflightPolicy;
import dev.sallyport.servlet.config.PathPattern;
import dev.sallyport.servlet.credential.Credential;
import dev.sallyport.servlet.credential.Credential.Absent;
import dev.sallyport.servlet.credential.Credential.Present;
import dev.sallyport.servlet.credential.Credential.Rejected;
import dev.sallyport.servlet.credential.CredentialExtractor;
import dev.sallyport.servlet.credential.CredentialLocation;
import dev.sallyport.servlet.credential.HeaderCredentialExtractor;
import dev.sallyport.servlet.internal.Decision.Anonymous;
import dev.sallyport.servlet.internal.Decision.Denial;
import dev.sallyport.servlet.internal.Decision.PassThrough;
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
import dev.sallyport.spi.StoreException;
import dev.sallyport.token.PresentedToken;
import dev.sallyport.token.PresentedToken.Found;
import dev.sallyport.token.Secret;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Authenticator of the requests of one filter. It decides once per request, for all its dispatches.
 *
 * <p>A dispatch to an error page is never denied, because the client did not request the page and
 * its status is already set. Thread-safe.
 */
public final class FilterAuthenticator {
  private static final Logger log = LoggerFactory.getLogger(FilterAuthenticator.class);
  private static final String REGISTERED = StartGuard.STARTED;

  private final Sallyport sallyport;
  private final Settings settings;
  private final CredentialExtractor extractor;
  private final CacheHeaders caches;
  private final ProblemResponder problems;
  private final DenialResponder denials;
  private final RequestRules rules;
  private final InsecureTransportPolicy transport;
  private final List<PathPattern> exemptPaths;
  private final boolean logsKeyId;
  private volatile KeyRequirements requirements = new KeyRequirements();
  private final RateLimitedLogger failures = new RateLimitedLogger(log, "Could not check a token");
  private final RateLimitedLogger extractorFailures =
      new RateLimitedLogger(log, "The credential extractor failed");
  private final RateLimitedLogger responderFailures =
      new RateLimitedLogger(log, "The denial responder failed");
  private final RateLimitedLogger resourceFailures =
      new RateLimitedLogger(log, "Could not find out whether a resource is open");
  private final RateLimitedLogger servletFailures =
      new RateLimitedLogger(log, "Responded with 503");
  private final RateLimitedLogger revocationFailures = RevokeEndpoint.newWarning();

  public FilterAuthenticator(Sallyport sallyport, Settings settings) {
    this(sallyport, settings, HostComponents.NONE);
  }

  FilterAuthenticator(Sallyport sallyport, Settings settings, HostComponents components) {
    this.sallyport = requireNonNull(sallyport, "sallyport");
    this.settings = settings;
    this.extractor =
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
    this.exemptPaths = settings.get(HttpSettings.EXEMPT_PATHS);
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
    return positions.stream().anyMatch(it -> it.receives(request)) && !isExempt(request)
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

  /** Returns whether a request has a credential, valid or not; true if the extractor failed. */
  boolean hasCredential(HttpServletRequest request) {
    return !(credentialIn(request) instanceof Absent);
  }

  /**
   * Returns whether a request must pass this filter: it has a credential, or needs a key. Another
   * dispatch must if the request did, or no filter has admitted it; true if it cannot be found out.
   */
  boolean isConcernedBy(HttpServletRequest request) {
    RequestAuthentication previous = RequestAuthentication.of(request);
    if (request.getDispatcherType() != DispatcherType.REQUEST) {
      return previous == null || previous.hasPassed(this);
    }
    boolean isAuthenticated = previous != null && previous.authenticationOf(sallyport) != null;
    try {
      return !isExempt(request)
          && (isAuthenticated
              || hasCredential(request)
              || !(settings.get(HttpSettings.ACCEPT_SESSION) || isAllowedWithoutToken(request)));
    } catch (StoreException e) {
      return true; // it will be denied
    }
  }

  /** Returns the request to pass on; null if the response has been sent. */
  @Nullable HttpServletRequest admit(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Decision decision = decide(request);
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

  Decision decide(HttpServletRequest request) {
    try {
      return decideByRules(request);
    } catch (StoreException e) {
      resourceFailures.warn(e);
      return Unavailable.because(e);
    }
  }

  private Decision decideByRules(HttpServletRequest request) {
    RequestAuthentication previous = RequestAuthentication.of(request);
    Authentication authentication = previous == null ? null : previous.authenticationOf(sallyport);
    if (authentication != null) {
      return decideAgain(authentication, previous, request);
    }
    if (isDecided(previous, request) || isExempt(request)) {
      return new PassThrough();
    }
    Credential credential = credentialIn(request);
    return credential instanceof Absent absent
        ? decideWithoutToken(absent.reason(), request, () -> isAllowedWithoutToken(request))
        : decideOnCredential(credential, request);
  }

  /**
   * Returns the request to pass on, for a container that knows whether the resource needs a user;
   * null if the response has been sent. The mode and logins of the container do not apply.
   */
  @Nullable HttpServletRequest admit(
      HttpServletRequest request, HttpServletResponse response, boolean isProtected)
      throws IOException {
    Decision decision = decide(request, isProtected);
    return isAnswered(decision, request, response) ? null : pass(decision, request, response);
  }

  private Decision decide(HttpServletRequest request, boolean isProtected) {
    try {
      RequestAuthentication previous = RequestAuthentication.of(request);
      Authentication authentication =
          previous == null ? null : previous.authenticationOf(sallyport);
      if (authentication != null) {
        return AuthenticatedRequest.isIn(request)
            ? new PassThrough()
            : authentication.withoutQuotas();
      }
      if (!isProtected && isExempt(request)) {
        return new PassThrough();
      }
      Credential credential = credentialIn(request);
      return credential instanceof Absent absent
          ? decideWithoutToken(absent.reason(), request, () -> !isProtected && !needsKey(request))
          : decideOnCredential(credential, request);
    } catch (StoreException e) {
      resourceFailures.warn(e);
      return Unavailable.because(e);
    }
  }

  /** Authenticates the token of a request, if it has one; the filter's exemptions do not apply. */
  public Decision identify(HttpServletRequest request) {
    RequestAuthentication previous = RequestAuthentication.of(request);
    Authentication authentication = previous == null ? null : previous.authenticationOf(sallyport);
    if (authentication != null) {
      return authentication.withoutQuotas();
    }
    Credential credential = credentialIn(request);
    return credential instanceof Absent
        ? new PassThrough()
        : decideOnCredential(credential, request);
  }

  /** Returns the credential of a request; null if the extractor failed, which is logged. */
  private @Nullable Credential credentialIn(HttpServletRequest request) {
    try {
      return requireNonNull(extractor.extract(request), "the credential is null");
    } catch (RuntimeException | LinkageError e) {
      extractorFailures.warnWithoutMessage(e);
      return null;
    }
  }

  private Decision decideOnCredential(@Nullable Credential credential, HttpServletRequest request) {
    if (credential == null) {
      return Unavailable.DOWN;
    }
    if (!transport.isAccepted(request)) {
      return new Denial(denyTransport(credential, request));
    }
    return credential instanceof Present present
        ? authenticate(present, request)
        : new Denial(deny(((Rejected) credential).reason()));
  }

  private Decision decideAgain(
      Authentication authentication,
      @Nullable RequestAuthentication previous,
      HttpServletRequest request) {
    if (!isDecided(previous, request) && !isExempt(request)) {
      Optional<Denied> denial = rules.denial(authentication.principal(), request);
      if (denial.isPresent()) {
        return new Denial(
            logged(sallyport.authenticator().deny(authentication.principal(), denial.get())));
      }
    }
    return AuthenticatedRequest.isIn(request) ? new PassThrough() : authentication.withoutQuotas();
  }

  private Decision decideWithoutToken(
      DenialReason reason, HttpServletRequest request, BooleanSupplier isAllowed) {
    boolean isPreflight = CorsPreflight.is(request);
    if (isPreflight && settings.get(HttpSettings.PREFLIGHT) == PreflightPolicy.PASS) {
      return new PassThrough();
    }
    if (isAllowed.getAsBoolean()) {
      return new Anonymous();
    }
    return isPreflight ? new Preflight() : new Denial(deny(reason));
  }

  /** Sends 401 for a request without a token, with the reason why its credentials are not one. */
  public void sendUnauthorized(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    DenialReason reason =
        credentialIn(request) instanceof Absent absent
            ? absent.reason()
            : DenialReason.NO_CREDENTIALS;
    denials.deny(deny(reason), request, response);
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

  private Decision authenticate(Present present, HttpServletRequest request) {
    try {
      KeyRequirement beyond = requirements.beyond(this, request, sallyport);
      AuthenticationResult result =
          sallyport
              .authenticator()
              .authenticate(present.token(), rules.accessRequest(request, beyond));
      return result instanceof Authenticated authenticated
          ? new Authentication(
              this, authenticated.principal(), present.location(), authenticated.quotas())
          : new Denial(logged((Denied) result));
    } catch (OverloadedException | StoreException e) {
      failures.warn(e);
      return Unavailable.because(e);
    }
  }

  private Denied denyTransport(Credential credential, HttpServletRequest request) {
    if (credential instanceof Present present) {
      transport.onToken(present.token(), clientOf(request), sallyport);
    }
    return deny(DenialReason.INSECURE_TRANSPORT);
  }

  /** Denies a request for a reason that was found before the token was verified. */
  public Denied deny(DenialReason reason) {
    return logged(sallyport.authenticator().deny(reason));
  }

  private static Denied logged(Denied denied) {
    if (denied.reason().isAfterVerification()) {
      log.info("Denied key {}: {}", denied.keyId().orElseThrow(), denied.reason());
    } else {
      log.debug("Denied: {}", denied.reason());
    }
    return denied;
  }

  private boolean isDecided(@Nullable RequestAuthentication previous, HttpServletRequest request) {
    return (previous != null && previous.hasPassed(this))
        || request.getDispatcherType() == DispatcherType.ERROR;
  }

  private boolean isExempt(HttpServletRequest request) {
    if (exemptPaths.isEmpty()) {
      return false;
    }
    String path = RequestPath.of(request);
    return exemptPaths.stream()
        .filter(it -> it.matches(path))
        .anyMatch(it -> !it.isExtension() || !hasRule(request));
  }

  /** Returns whether a rule applies, which takes precedence over an exempt extension. */
  private boolean hasRule(HttpServletRequest request) {
    return sallyport.authenticator().hasRule(rules.accessRequest(request));
  }

  /** Returns whether the rules allow the request without a token. */
  private boolean isAllowedWithoutToken(HttpServletRequest request) {
    if (settings.get(HttpSettings.ACCEPT_SESSION) && isOtherLogin(request)) {
      return true;
    }
    return settings.get(HttpSettings.MODE) == Mode.OPTIONAL
        ? !needsKey(request)
        : sallyport.authenticator().isOpen(rules.accessRequest(request));
  }

  private boolean needsKey(HttpServletRequest request) {
    return sallyport.authenticator().needsKey(rules.accessRequest(request));
  }

  /** A security framework may have another principal for a request that a key authenticated. */
  private static boolean isOtherLogin(HttpServletRequest request) {
    Principal user = request.getUserPrincipal();
    return user != null
        && !(user instanceof ApiKeyPrincipal)
        && ApiKeyFilter.principalOf(request) == null;
  }
}

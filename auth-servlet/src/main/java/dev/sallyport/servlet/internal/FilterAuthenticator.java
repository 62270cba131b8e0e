package dev.sallyport.servlet.internal;

import static java.util.Objects.requireNonNull;

import dev.sallyport.Sallyport;
import dev.sallyport.authentication.AuthenticationResult;
import dev.sallyport.authentication.AuthenticationResult.Authenticated;
import dev.sallyport.authentication.AuthenticationResult.Denied;
import dev.sallyport.authentication.OverloadedException;
import dev.sallyport.authorization.AccessRequest;
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
import dev.sallyport.servlet.internal.Decision.Anonymous;
import dev.sallyport.servlet.internal.Decision.Denial;
import dev.sallyport.servlet.internal.Decision.PassThrough;
import dev.sallyport.servlet.internal.Decision.Preflight;
import dev.sallyport.servlet.internal.Decision.Unavailable;
import dev.sallyport.servlet.problem.CacheHeaders;
import dev.sallyport.servlet.problem.KeyRequirement;
import dev.sallyport.servlet.problem.Problem;
import dev.sallyport.servlet.problem.ProblemResponder;
import dev.sallyport.servlet.problem.RateLimitFields;
import dev.sallyport.servlet.startup.StartGuard;
import dev.sallyport.servlet.validation.FilterPosition;
import dev.sallyport.servlet.validation.WebXml;
import dev.sallyport.spi.StoreException;
import dev.sallyport.token.Secret;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides about requests at one filter, once per request through all its dispatches.
 *
 * <p>A dispatch to an error page is never refused: nobody asked for it, and its status is set.
 */
public final class FilterAuthenticator {
  private static final Logger log = LoggerFactory.getLogger(FilterAuthenticator.class);
  private static final String SETTLED = StartGuard.STARTED;

  private final Sallyport sallyport;
  private final Settings settings;
  private final CredentialExtractor source;
  private final CacheHeaders caches;
  private final ProblemResponder problems;
  private final RequestRules rules;
  private final InsecureTransportPolicy transport;
  private final List<PathPattern> exemptPaths;
  private volatile KeyRequirements requirements = new KeyRequirements();
  private final RateLimitedLogger failures = new RateLimitedLogger(log, "Could not check a token");
  private final RateLimitedLogger failuresWithout =
      new RateLimitedLogger(log, "Could not find out whether a resource is open");
  private final RateLimitedLogger revocationFailures = RevokeEndpoint.newWarning();

  public FilterAuthenticator(Sallyport sallyport, Settings settings) {
    this.sallyport = requireNonNull(sallyport, "gate");
    this.settings = settings;
    this.source = CredentialExtractor.of(settings, sallyport.authenticator()::isWellFormed);
    this.caches = CacheHeaders.of(settings);
    this.problems = ProblemResponder.of(settings);
    this.rules = RequestRules.of(settings);
    this.transport = InsecureTransportPolicy.of(settings);
    this.exemptPaths = settings.get(HttpSettings.EXEMPT_PATHS);
  }

  /**
   * Where nothing tells otherwise, this one's gate and settings are those of the application.
   *
   * @param filterName of the filter at which it decides
   */
  void register(ServletContext context, String filterName) {
    if (context.getAttribute(SETTLED) == null) {
      context.setAttribute(SETTLED, this);
    }
    requirements = KeyRequirements.of(context);
    FilterRegistration filter = context.getFilterRegistration(filterName);
    if (!rules.scopes().isEmpty() && filter != null) {
      List<FilterPosition> places =
          FilterPosition.of(filter, WebXml.filterMappings(context), context);
      requirements.add(
          this,
          (request, asking) ->
              asking == sallyport ? requirement(places, request) : KeyRequirement.NONE);
    }
  }

  private KeyRequirement requirement(List<FilterPosition> places, HttpServletRequest request) {
    return places.stream().anyMatch(it -> it.receives(request)) && !isExempt(request)
        ? KeyRequirement.ofScopes(rules.accessRequest(request).requiredScopes())
        : KeyRequirement.NONE;
  }

  void unregister(ServletContext context) {
    requirements.remove(this);
    if (context.getAttribute(SETTLED) == this) {
      context.removeAttribute(SETTLED);
    }
  }

  /** The checkpoint that settled in an application first. */
  public static Optional<FilterAuthenticator> of(ServletContext context) {
    return context.getAttribute(SETTLED) instanceof FilterAuthenticator settled
        ? Optional.of(settled)
        : Optional.empty();
  }

  /** The checkpoint that a request passed last. */
  public static Optional<FilterAuthenticator> of(ServletRequest request) {
    return Optional.ofNullable(RequestAuthentication.of(request)).map(RequestAuthentication::at);
  }

  /**
   * The checkpoint whose settings hold for a request that a servlet of ours answers itself: the one
   * that it passed last or, where none is mapped to the path, the first of the application.
   */
  public static FilterAuthenticator governing(HttpServletRequest request) {
    return of(request).or(() -> of(request.getServletContext())).orElseThrow();
  }

  public Sallyport sallyport() {
    return sallyport;
  }

  public Settings settings() {
    return settings;
  }

  public ProblemResponder problems() {
    return problems;
  }

  /** Where revocations by its settings say why they could not be done. */
  RateLimitedLogger revocationFailures() {
    return revocationFailures;
  }

  /** The address a request came from, by the proxies that are trusted here. */
  public String clientOf(HttpServletRequest request) {
    return rules.proxies().clientOf(request);
  }

  /** Whether it came over TLS, by the proxies that are trusted here. */
  public boolean isOverTls(HttpServletRequest request) {
    return transport.isOverTls(request);
  }

  /** Whether what is confidential may come with it, by the proxies that are trusted here. */
  public boolean isTransportAccepted(HttpServletRequest request) {
    return transport.isAccepted(request);
  }

  /** What is to go on; if null, the client has its answer. */
  @Nullable HttpServletRequest admit(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Decision decision = decide(request);
    return isAnswered(decision, request, response) ? null : pass(decision, request, response);
  }

  /** Answers a client that is not to go on. */
  public boolean isAnswered(
      Decision decision, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (decision instanceof Preflight) {
      CorsPreflight.answer(response);
      return true;
    }
    if (decision instanceof Denial denial) {
      problems.deny(denial.denied(), request, response);
      return true;
    }
    if (decision instanceof Unavailable unknown) {
      problems.unavailable(Problem.UNAVAILABLE, unknown.retryAfterSeconds(), request, response);
      return true;
    }
    return false;
  }

  Decision decide(HttpServletRequest request) {
    try {
      return decideByRules(request);
    } catch (StoreException e) {
      failuresWithout.warn(e);
      return Unavailable.because(e);
    }
  }

  private Decision decideByRules(HttpServletRequest request) {
    RequestAuthentication passage = RequestAuthentication.of(request);
    Authentication authentication = passage == null ? null : passage.authenticationOf(sallyport);
    if (authentication != null) {
      return decideAgain(authentication, request);
    }
    if (isDecided(passage, request) || isExempt(request)) {
      return new PassThrough();
    }
    Credential credential = source.read(request);
    return credential instanceof Absent absent
        ? decideWithout(absent.reason(), request)
        : decideAbout(credential, request);
  }

  /** Who a request is, if it says so, for whoever lets people in that this one does not. */
  public Decision identify(HttpServletRequest request) {
    RequestAuthentication passage = RequestAuthentication.of(request);
    Authentication authentication = passage == null ? null : passage.authenticationOf(sallyport);
    if (authentication != null) {
      return authentication.withoutQuotas();
    }
    Credential credential = source.read(request);
    return credential instanceof Absent ? new PassThrough() : decideAbout(credential, request);
  }

  private Decision decideAbout(Credential credential, HttpServletRequest request) {
    if (!transport.isAccepted(request)) {
      return new Denial(refuseTransport(credential, request));
    }
    return credential instanceof Present present
        ? judge(present, request)
        : new Denial(deny(((Rejected) credential).reason()));
  }

  private Decision decideAgain(Authentication authentication, HttpServletRequest request) {
    if (!isDecided(RequestAuthentication.of(request), request) && !isExempt(request)) {
      Optional<Denied> denial = rules.denial(authentication.principal(), request);
      if (denial.isPresent()) {
        return new Denial(
            logged(sallyport.authenticator().deny(authentication.principal(), denial.get())));
      }
    }
    return AuthenticatedRequest.isIn(request) ? new PassThrough() : authentication.withoutQuotas();
  }

  private Decision decideWithout(DenialReason reason, HttpServletRequest request) {
    boolean isPreflight = CorsPreflight.is(request);
    if (isPreflight && settings.get(HttpSettings.PREFLIGHT) == PreflightPolicy.PASS) {
      return new PassThrough();
    }
    if (mayComeWithout(request)) {
      return new Anonymous();
    }
    return isPreflight ? new Preflight() : new Denial(deny(reason));
  }

  /** Answers 401 to a request without a token, and says what is wrong with what it has instead. */
  public void sendUnauthorized(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    DenialReason reason =
        source.read(request) instanceof Absent absent
            ? absent.reason()
            : DenialReason.NO_CREDENTIALS;
    problems.deny(deny(reason), request, response);
  }

  /** The well-formed token that a text presents, read like a header field; empty if it has none. */
  Optional<Secret> tokenIn(String text) {
    return source.tokenIn(text);
  }

  /** For answers that hold what only this client may know. */
  public void noStore(HttpServletResponse response) {
    caches.noStore(response);
  }

  /** Notes that a request goes on from here, and answers what is to go on. */
  HttpServletRequest pass(
      Decision decision, HttpServletRequest request, HttpServletResponse response) {
    if (decision instanceof Authentication authentication) {
      RequestAuthentication.note(request, this, authentication);
      caches.noStore(response);
      RateLimitFields.write(authentication.quotas(), response);
      return new AuthenticatedRequest(request, response, authentication);
    }
    RequestAuthentication.note(request, this, null);
    if (decision instanceof Anonymous) {
      caches.vary(response);
    }
    return request;
  }

  private Decision judge(Present present, HttpServletRequest request) {
    try {
      KeyRequirement beyond = requirements.beyond(this, request, sallyport);
      AuthenticationResult result =
          sallyport
              .authenticator()
              .authenticate(present.token(), rules.accessRequest(request, beyond));
      return result instanceof Authenticated granted
          ? new Authentication(this, granted.principal(), present.carrier(), granted.quotas())
          : new Denial(logged((Denied) result));
    } catch (OverloadedException | StoreException e) {
      failures.warn(e);
      return Unavailable.because(e);
    }
  }

  private Denied refuseTransport(Credential credential, HttpServletRequest request) {
    if (credential instanceof Present present) {
      transport.onToken(present.token(), clientOf(request), sallyport);
    }
    return deny(DenialReason.INSECURE_TRANSPORT);
  }

  /** Refuses what brought nothing that the gate could have checked, for a reason before proof. */
  public Denied deny(DenialReason reason) {
    return logged(sallyport.authenticator().deny(reason));
  }

  private static Denied logged(Denied denied) {
    if (denied.reason().isAfterVerification()) {
      log.info("Refused key {}: {}", denied.keyIdOrNull(), denied.reason());
    } else {
      log.debug("Refused: {}", denied.reason());
    }
    return denied;
  }

  private boolean isDecided(@Nullable RequestAuthentication passage, HttpServletRequest request) {
    return (passage != null && passage.isThrough(this))
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

  /** An extension says nothing about which servlet answers, so rules for the path come first. */
  private boolean hasRule(HttpServletRequest request) {
    return sallyport.authenticator().hasRule(rules.accessRequest(request));
  }

  /** Where keys are optional, they are so only for what needs none. */
  private boolean mayComeWithout(HttpServletRequest request) {
    if (settings.get(HttpSettings.ACCEPT_SESSION) && isOtherLogin(request.getUserPrincipal())) {
      return true;
    }
    AccessRequest wanted = rules.accessRequest(request);
    return settings.get(HttpSettings.MODE) == Mode.OPTIONAL
        ? !sallyport.authenticator().needsKey(wanted)
        : sallyport.authenticator().isOpen(wanted);
  }

  private static boolean isOtherLogin(@Nullable Principal user) {
    return user != null && !(user instanceof ApiKeyPrincipal);
  }
}

package dev.sallyport.auth.servlet;

import static java.util.Objects.requireNonNull;

import dev.sallyport.auth.AuthResult;
import dev.sallyport.auth.AuthResult.Denied;
import dev.sallyport.auth.AuthResult.Granted;
import dev.sallyport.auth.Sallyport;
import dev.sallyport.auth.VerifierBusyException;
import dev.sallyport.auth.servlet.Credential.Absent;
import dev.sallyport.auth.servlet.Credential.Present;
import dev.sallyport.auth.servlet.Credential.Rejected;
import dev.sallyport.auth.servlet.Decision.Admitted;
import dev.sallyport.auth.servlet.Decision.Anonymous;
import dev.sallyport.auth.servlet.Decision.Refused;
import dev.sallyport.auth.servlet.Decision.Unknown;
import dev.sallyport.auth.servlet.Decision.Untouched;
import dev.sallyport.auth.servlet.HttpSettings.Mode;
import dev.sallyport.auth.spi.AccessRequest;
import dev.sallyport.auth.spi.Settings;
import dev.sallyport.auth.spi.StoreException;
import dev.sallyport.auth.token.DenialReason;
import dev.sallyport.auth.token.TokenPrincipal;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides about requests at one filter, once per request through all its dispatches.
 *
 * <p>A dispatch to an error page is never refused: nobody asked for it, and its status is set.
 */
final class Checkpoint {
  private static final Logger log = LoggerFactory.getLogger(Checkpoint.class);
  private static final String LATEST = Checkpoint.class.getName();

  private final Sallyport gate;
  private final Settings settings;
  private final CredentialSource source;
  private final CacheRules caches;
  private final ProblemResponder problems;
  private final RequestRules rules;
  private final Transport transport;
  private final String passedAttribute;

  Checkpoint(String filterName, Sallyport gate, Settings settings) {
    this.gate = requireNonNull(gate, "gate");
    this.settings = settings;
    this.source = CredentialSource.of(settings);
    this.caches = CacheRules.of(settings);
    this.problems = ProblemResponder.of(settings);
    this.rules = RequestRules.of(settings);
    this.transport = Transport.of(settings);
    this.passedAttribute = LATEST + ".passed." + filterName;
  }

  /** Where nothing tells otherwise, this one's gate and settings are those of the application. */
  void settleIn(ServletContext context) {
    if (context.getAttribute(LATEST) == null) {
      context.setAttribute(LATEST, this);
    }
  }

  void leave(ServletContext context) {
    if (context.getAttribute(LATEST) == this) {
      context.removeAttribute(LATEST);
    }
  }

  /** The checkpoint that settled in an application first. */
  static Optional<Checkpoint> of(ServletContext context) {
    return context.getAttribute(LATEST) instanceof Checkpoint settled
        ? Optional.of(settled)
        : Optional.empty();
  }

  /** The checkpoint that a request passed last. */
  static Optional<Checkpoint> of(ServletRequest request) {
    return request.getAttribute(LATEST) instanceof Checkpoint latest
        ? Optional.of(latest)
        : Optional.empty();
  }

  Sallyport gate() {
    return gate;
  }

  Settings settings() {
    return settings;
  }

  ProblemResponder problems() {
    return problems;
  }

  /** The address a request came from, by the proxies that are trusted here. */
  String clientOf(HttpServletRequest request) {
    return rules.proxies().clientOf(request);
  }

  /** What is to go on; if empty, the client has its answer. */
  Optional<HttpServletRequest> admit(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Decision decision = decide(request);
    if (decision instanceof Refused refused) {
      problems.refuse(refused.denied(), request, response);
      return Optional.empty();
    }
    if (decision instanceof Unknown unknown) {
      problems.unavailable(Problem.UNAVAILABLE, unknown.retryAfterSeconds(), request, response);
      return Optional.empty();
    }
    return Optional.of(pass(decision, request, response));
  }

  Decision decide(HttpServletRequest request) {
    Optional<Passport> passport = Passport.of(request, gate);
    if (passport.isPresent()) {
      return decideAgain(passport.get(), request);
    }
    if (isDecided(request) || isExempt(request)) {
      return new Untouched();
    }
    Credential credential = source.read(request);
    if (credential instanceof Absent) {
      return isPreflight(request) ? new Untouched() : decideWithout(request);
    }
    if (!transport.isAccepted(request)) {
      return new Refused(refuseTransport(credential, request));
    }
    return credential instanceof Present present
        ? judge(present, request)
        : new Refused(refuse(((Rejected) credential).reason()));
  }

  private Decision decideAgain(Passport passport, HttpServletRequest request) {
    if (!isDecided(request) && !isExempt(request)) {
      Optional<Denied> objection = rules.objection(passport.principal(), request);
      if (objection.isPresent()) {
        return new Refused(logged(gate.authenticator().refuse(objection.get())));
      }
    }
    return AuthenticatedRequest.isIn(request) ? new Untouched() : new Admitted(passport);
  }

  private Decision decideWithout(HttpServletRequest request) {
    try {
      return mayComeWithout(request)
          ? new Anonymous()
          : new Refused(refuse(DenialReason.NO_CREDENTIALS));
    } catch (StoreException e) {
      log.warn("Could not find out whether a resource is open: {}", e.getMessage());
      log.debug("Could not find out whether a resource is open", e);
      return Unknown.because(e);
    }
  }

  /** For answers that hold what only this client may know. */
  void noStore(HttpServletResponse response) {
    caches.noStore(response);
  }

  /** Notes that a request goes on from here, and answers what is to go on. */
  HttpServletRequest pass(
      Decision decision, HttpServletRequest request, HttpServletResponse response) {
    request.setAttribute(passedAttribute, this);
    request.setAttribute(LATEST, this);
    if (decision instanceof Admitted admitted) {
      admitted.passport().leaveIn(request);
      caches.noStore(response);
      RateLimitFields.write(admitted.quotas(), response);
      return new AuthenticatedRequest(request, response, admitted.passport());
    }
    if (decision instanceof Anonymous) {
      caches.vary(response);
    }
    return request;
  }

  private Decision judge(Present present, HttpServletRequest request) {
    try {
      AuthResult result =
          gate.authenticator().authenticate(present.token(), rules.accessRequest(request));
      return result instanceof Granted granted
          ? new Admitted(
              new Passport(gate, granted.principal(), present.carrier()), granted.quotas())
          : new Refused(logged((Denied) result));
    } catch (VerifierBusyException | StoreException e) {
      log.warn("Could not check a token: {}", e.getMessage());
      log.debug("Could not check a token", e);
      return Unknown.because(e);
    }
  }

  private Denied refuseTransport(Credential credential, HttpServletRequest request) {
    if (credential instanceof Present present) {
      transport.discourage(present.token(), clientOf(request), gate);
    }
    return refuse(DenialReason.INSECURE_TRANSPORT);
  }

  /** Refuses what brought nothing that the gate could have checked, for a reason before proof. */
  Denied refuse(DenialReason reason) {
    return logged(gate.authenticator().refuse(reason));
  }

  private static Denied logged(Denied denied) {
    if (denied.reason().isAfterProof()) {
      log.info("Refused key {}: {}", denied.keyIdOrNull(), denied.reason());
    } else {
      log.debug("Refused: {}", denied.reason());
    }
    return denied;
  }

  private boolean isDecided(HttpServletRequest request) {
    return request.getAttribute(passedAttribute) == this
        || request.getDispatcherType() == DispatcherType.ERROR;
  }

  private boolean isExempt(HttpServletRequest request) {
    String path = RequestPath.of(request);
    return settings.get(HttpSettings.EXEMPT_PATHS).stream().anyMatch(it -> it.matches(path));
  }

  /** What a browser asks, without credentials, before a request of another origin. */
  private static boolean isPreflight(HttpServletRequest request) {
    return request.getMethod().equals("OPTIONS")
        && request.getHeader("Origin") != null
        && request.getHeader("Access-Control-Request-Method") != null;
  }

  /** Where keys are optional, they are so only for what needs none. */
  private boolean mayComeWithout(HttpServletRequest request) {
    if (settings.get(HttpSettings.ACCEPT_SESSION) && isOtherLogin(request.getUserPrincipal())) {
      return true;
    }
    AccessRequest wanted = rules.accessRequest(request);
    return settings.get(HttpSettings.MODE) == Mode.OPTIONAL
        ? !gate.authenticator().needsKey(wanted)
        : gate.authenticator().isOpen(wanted);
  }

  private static boolean isOtherLogin(@Nullable Principal user) {
    return user != null && !(user instanceof TokenPrincipal);
  }
}

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
import dev.sallyport.servlet.internal.Decision.Anonymous;
import dev.sallyport.servlet.internal.Decision.Denial;
import dev.sallyport.servlet.internal.Decision.PassThrough;
import dev.sallyport.servlet.internal.Decision.Preflight;
import dev.sallyport.servlet.internal.Decision.Unavailable;
import dev.sallyport.servlet.problem.KeyRequirement;
import dev.sallyport.spi.StoreException;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Evaluator of the requests of one filter: turns a request into a {@link Decision}, without sending
 * or recording anything.
 *
 * <p>A dispatch to an error page is never denied, because the client did not request the page and
 * its status is already set. Thread-safe.
 */
final class RequestEvaluator {
  private static final Logger log = LoggerFactory.getLogger(RequestEvaluator.class);

  private final FilterAuthenticator filter;
  private final Sallyport sallyport;
  private final Settings settings;
  private final CredentialExtractor extractor;
  private final RequestRules rules;
  private final InsecureTransportPolicy transport;
  private final List<PathPattern> exemptPaths;
  private final RateLimitedLogger failures = new RateLimitedLogger(log, "Could not check a token");
  private final RateLimitedLogger extractorFailures =
      new RateLimitedLogger(log, "The credential extractor failed");
  private final RateLimitedLogger resourceFailures =
      new RateLimitedLogger(log, "Could not find out whether a resource is open");

  RequestEvaluator(
      FilterAuthenticator filter,
      CredentialExtractor extractor,
      RequestRules rules,
      InsecureTransportPolicy transport) {
    this.filter = filter;
    this.sallyport = filter.sallyport();
    this.settings = filter.settings();
    this.extractor = extractor;
    this.rules = rules;
    this.transport = transport;
    this.exemptPaths = settings.get(HttpSettings.EXEMPT_PATHS);
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
      return previous == null || previous.hasPassed(filter);
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

  /** Decides by the rules and the mode of the filter. */
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
   * Decides for a container that knows whether the resource needs a user. The mode and logins of
   * the container do not apply.
   */
  Decision decide(HttpServletRequest request, boolean isProtected) {
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
  Decision identify(HttpServletRequest request) {
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
  @Nullable Credential credentialIn(HttpServletRequest request) {
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

  private Decision authenticate(Present present, HttpServletRequest request) {
    try {
      KeyRequirement beyond = filter.requirements().beyond(filter, request, sallyport);
      AuthenticationResult result =
          sallyport
              .authenticator()
              .authenticate(present.token(), rules.accessRequest(request, beyond));
      return result instanceof Authenticated authenticated
          ? new Authentication(
              filter, authenticated.principal(), present.location(), authenticated.quotas())
          : new Denial(logged((Denied) result));
    } catch (OverloadedException | StoreException e) {
      failures.warn(e);
      return Unavailable.because(e);
    }
  }

  private Denied denyTransport(Credential credential, HttpServletRequest request) {
    if (credential instanceof Present present) {
      transport.onToken(present.token(), filter.clientOf(request), sallyport);
    }
    return deny(DenialReason.INSECURE_TRANSPORT);
  }

  /** Denies a request for a reason that was found before the token was verified. */
  Denied deny(DenialReason reason) {
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
    return (previous != null && previous.hasPassed(filter))
        || request.getDispatcherType() == DispatcherType.ERROR;
  }

  /** Returns whether a request is on an exempt path. */
  boolean isExempt(HttpServletRequest request) {
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

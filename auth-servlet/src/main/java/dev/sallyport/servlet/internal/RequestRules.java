package dev.sallyport.servlet.internal;

import dev.sallyport.authentication.AuthenticationResult.Denied;
import dev.sallyport.authorization.AccessRequest;
import dev.sallyport.authorization.DenialReason;
import dev.sallyport.config.Settings;
import dev.sallyport.key.ApiKeyPrincipal;
import dev.sallyport.key.Scopes;
import dev.sallyport.servlet.client.TrustedProxies;
import dev.sallyport.servlet.config.HttpSettings;
import dev.sallyport.servlet.config.ScopeRule;
import dev.sallyport.servlet.problem.KeyRequirement;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the rules of one filter make of a request. */
record RequestRules(List<ScopeRule> scopes, TrustedProxies proxies) {
  static RequestRules of(Settings settings) {
    return new RequestRules(
        settings.get(HttpSettings.REQUIRED_SCOPES), TrustedProxies.of(settings));
  }

  /** What is to be judged of it. */
  AccessRequest accessRequest(HttpServletRequest request) {
    return accessRequest(request, KeyRequirement.NONE);
  }

  /** The same, where other filters and servlets have requirements too. */
  AccessRequest accessRequest(HttpServletRequest request, KeyRequirement ofOthers) {
    return new HttpAccessRequest(request, this, ofOthers);
  }

  /** What speaks against a key that another filter let in, which does not know these rules. */
  Optional<Denied> denial(ApiKeyPrincipal principal, HttpServletRequest request) {
    Set<String> required = accessRequest(request).requiredScopes();
    return Scopes.coverAll(principal.scopes(), required)
        ? Optional.empty()
        : Optional.of(
            new Denied(
                DenialReason.INSUFFICIENT_SCOPE,
                principal.keyId(),
                required,
                Duration.ZERO,
                List.of()));
  }
}

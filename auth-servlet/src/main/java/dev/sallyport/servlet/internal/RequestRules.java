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

/**
 * Rules of one filter.
 *
 * @param scopes the required scopes, by method and path
 * @param proxies the trusted proxies
 */
record RequestRules(List<ScopeRule> scopes, TrustedProxies proxies) {
  static RequestRules of(Settings settings) {
    return new RequestRules(
        settings.get(HttpSettings.REQUIRED_SCOPES), TrustedProxies.of(settings));
  }

  /** Returns the access request for an HTTP request. */
  AccessRequest accessRequest(HttpServletRequest request) {
    return accessRequest(request, KeyRequirement.NONE);
  }

  /** Returns the access request, with the requirements of other filters and servlets. */
  AccessRequest accessRequest(HttpServletRequest request, KeyRequirement ofOthers) {
    return new HttpAccessRequest(request, this, ofOthers);
  }

  /** Returns why these rules deny a key that another filter authenticated; empty if they do not. */
  Optional<Denied> denial(ApiKeyPrincipal principal, HttpServletRequest request) {
    Set<String> required = accessRequest(request).requiredScopes();
    return Scopes.coverAll(principal.scopes(), required)
        ? Optional.empty()
        : Optional.of(
            new Denied(
                DenialReason.INSUFFICIENT_SCOPE,
                Optional.of(principal.keyId()),
                required,
                Duration.ZERO,
                List.of()));
  }
}

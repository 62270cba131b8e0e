package dev.sallyport.auth.servlet;

import dev.sallyport.auth.spi.AccessRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What rules go by of an HTTP request; most requests are judged by nothing of it. */
record HttpAccessRequest(HttpServletRequest request, List<ScopeRule> scopes, TrustedProxies proxies)
    implements AccessRequest {
  @Override
  public String action() {
    return request.getMethod().toUpperCase(Locale.ROOT);
  }

  @Override
  public String path() {
    return RequestPath.of(request);
  }

  @Override
  public String client() {
    return proxies.clientOf(request);
  }

  @Override
  public Set<String> requiredScopes() {
    return scopes.isEmpty() ? Set.of() : ScopeRule.required(scopes, action(), path());
  }
}

package dev.sallyport.servlet.internal;

import dev.sallyport.authorization.AccessPolicy;
import dev.sallyport.authorization.AccessRequest;
import dev.sallyport.authorization.Resource;
import dev.sallyport.servlet.client.RequestPath;
import dev.sallyport.servlet.config.ScopeRule;
import dev.sallyport.servlet.problem.KeyRequirement;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Access request for an HTTP request. Its values are computed when a rule reads them. */
final class HttpAccessRequest implements AccessRequest {
  private final HttpServletRequest request;
  private final RequestRules rules;
  private final KeyRequirement ofOthers;
  private @Nullable Set<String> requiredScopes; // cached, because it is read more than once

  HttpAccessRequest(HttpServletRequest request, RequestRules rules, KeyRequirement ofOthers) {
    this.request = request;
    this.rules = rules;
    this.ofOthers = ofOthers;
  }

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
    return rules.proxies().clientOf(request);
  }

  @Override
  public Set<String> requiredScopes() {
    if (requiredScopes == null) {
      List<ScopeRule> scopes = rules.scopes();
      Set<String> own = scopes.isEmpty() ? Set.of() : ScopeRule.required(scopes, action(), path());
      requiredScopes =
          ofOthers.scopes().isEmpty() ? own : KeyRequirement.union(own, ofOthers.scopes());
    }
    return requiredScopes;
  }

  @Override
  public List<AccessPolicy> policies() {
    return ofOthers.policies();
  }

  @Override
  public AccessRequest of(Resource resource) {
    return new OfResource(this, Optional.of(resource));
  }

  private record OfResource(AccessRequest request, Optional<Resource> resource)
      implements AccessRequest {
    @Override
    public String action() {
      return request.action();
    }

    @Override
    public String path() {
      return request.path();
    }

    @Override
    public String client() {
      return request.client();
    }

    @Override
    public Set<String> requiredScopes() {
      return request.requiredScopes();
    }

    @Override
    public AccessRequest of(Resource other) {
      return request.of(other);
    }
  }
}

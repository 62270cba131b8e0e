package dev.sallyport.spring.test;

import dev.sallyport.key.Owner;
import dev.sallyport.spring.ApiKeyAuthentication;
import java.util.Set;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.test.context.support.WithSecurityContextFactory;

/** Factory of the security contexts of {@link WithApiKey}. */
final class ApiKeySecurityContextFactory implements WithSecurityContextFactory<WithApiKey> {
  @Override
  public SecurityContext createSecurityContext(WithApiKey key) {
    Owner owner = new Owner(key.account(), key.user());
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(
        new ApiKeyAuthentication(TestPrincipal.of(owner, Set.of(key.scopes()))));
    return context;
  }
}

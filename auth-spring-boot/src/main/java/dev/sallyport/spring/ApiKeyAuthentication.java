package dev.sallyport.spring;

import dev.sallyport.key.ApiKeyPrincipal;
import dev.sallyport.key.Owner;
import dev.sallyport.key.Scopes;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.Transient;
import org.springframework.security.core.authority.AuthorityUtils;

/**
 * Authentication of a request by API key. Its principal is the {@link ApiKeyPrincipal}, its
 * authorities are the scopes of the key, except those that name a role or a factor of Spring
 * Security ({@code ROLE_}, {@code FACTOR_}). It has no credentials, and is not kept in sessions.
 *
 * <p>An authority with a wildcard is one of Spring Security's like any other: {@code
 * hasAuthority("chat:write")} is false for the scope {@code chat:*}. Use {@link
 * ApiKeyScopes#hasScope} or {@code hasScope(...)} in method security.
 *
 * <pre>{@code
 * @GetMapping("/api/me")
 * String me(@CurrentSecurityContext(expression = "authentication") ApiKeyAuthentication key) {
 *   return key.getPrincipal().owner().userId();
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
@Transient
public final class ApiKeyAuthentication extends AbstractAuthenticationToken {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // never in a session
  private final ApiKeyPrincipal principal;

  /** Creates the authentication of a request by a key. */
  public ApiKeyAuthentication(ApiKeyPrincipal principal) {
    super(
        AuthorityUtils.createAuthorityList(
            principal.scopes().stream()
                .filter(it -> !it.startsWith("ROLE_") && !it.startsWith("FACTOR_"))
                .toList()));
    this.principal = principal;
    setAuthenticated(true);
  }

  @Override
  public ApiKeyPrincipal getPrincipal() {
    return principal;
  }

  /**
   * Returns the user id, followed by {@code @} and the account id unless that is {@value
   * Owner#DEFAULT_ACCOUNT}: the same user id in two accounts is two users.
   */
  @Override
  public String getName() {
    Owner owner = principal.owner();
    return owner.accountId().equals(Owner.DEFAULT_ACCOUNT) ? owner.userId() : owner.toString();
  }

  /** Returns an empty text: the token is not kept. */
  @Override
  public Object getCredentials() {
    return "";
  }

  /** Returns whether the key has a scope, by itself or by a wildcard. */
  public boolean hasScope(String scope) {
    return Scopes.cover(principal.scopes(), scope);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ApiKeyAuthentication it
        && super.equals(it)
        && principal.equals(it.principal);
  }

  @Override
  public int hashCode() {
    return principal.hashCode();
  }
}

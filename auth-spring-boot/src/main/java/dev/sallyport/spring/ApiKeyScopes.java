package dev.sallyport.spring;

import dev.sallyport.key.Scopes;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;

/**
 * Rule of Spring Security that requires an API key with scopes. A scope with a wildcard has those
 * that it covers. Requests without a key do not satisfy it. Immutable.
 *
 * <pre>{@code
 * http.securityMatcher("/api/**")
 *     .with(apiKeys(), withDefaults())
 *     .authorizeHttpRequests(
 *         it -> it.requestMatchers(POST, "/api/notes").access(hasScope("notes:write")));
 * }</pre>
 *
 * @param <T> what is to be authorized; it is not looked at
 * @since 0.1.0
 */
public final class ApiKeyScopes<T> implements AuthorizationManager<T> {
  private final Set<String> required;

  private ApiKeyScopes(Set<String> required) {
    this.required = required;
  }

  /**
   * Returns a rule that requires all of these scopes.
   *
   * @throws IllegalArgumentException if there are none
   */
  public static <T> ApiKeyScopes<T> hasScope(String... scopes) {
    if (scopes.length == 0) {
      throw new IllegalArgumentException(
          "hasScope needs at least one scope: without any, every key would satisfy it.");
    }
    return new ApiKeyScopes<>(Set.of(scopes));
  }

  /** Decides for Spring Security 6. */
  @Override
  @Deprecated(since = "0.1.0")
  @SuppressWarnings("InlineMeSuggester")
  public AuthorizationDecision check(Supplier<Authentication> authentication, T object) {
    return decide(authentication.get());
  }

  @Override
  public AuthorizationResult authorize(Supplier<Authentication> authentication, T object) {
    return decide(authentication.get());
  }

  private Decision decide(@Nullable Authentication authentication) {
    return new Decision(
        authentication instanceof ApiKeyAuthentication it
            && Scopes.coverAll(it.getPrincipal().scopes(), required),
        required);
  }

  /** The decision, which names the required scopes to the client. */
  static final class Decision extends AuthorizationDecision {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // a set of the JDK
    private final Set<String> required;

    Decision(boolean isGranted, Set<String> required) {
      super(isGranted);
      this.required = required;
    }

    Set<String> required() {
      return required;
    }
  }
}

package dev.sallyport.spring;

import dev.sallyport.key.ApiKeyPrincipal;
import dev.sallyport.servlet.RequestAuthenticator;
import dev.sallyport.spring.internal.WebAuthenticator;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.context.ApplicationContext;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;

/**
 * Configurer of a filter chain of Spring Security that requires API keys.
 *
 * <p>The chain has no session and no CSRF protection, because browsers do not send keys by
 * themselves. Requests without a valid key get the responses of the {@code DenialResponder}, and so
 * do requests that a rule of Spring Security denies. With the property {@code sallyport.mode} as
 * {@code optional}, requests without a token are passed on.
 *
 * <pre>{@code
 * @Bean
 * SecurityFilterChain api(HttpSecurity http) throws Exception {
 *   return http.securityMatcher("/api/**").with(apiKeys(), withDefaults()).build();
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
public final class ApiKeyConfigurer extends AbstractHttpConfigurer<ApiKeyConfigurer, HttpSecurity> {
  private static final String CORS = "corsConfigurationSource";

  private ApiKeyConfigurer() {}

  /** Returns a configurer, for {@code http.with(apiKeys(), withDefaults())}. */
  public static ApiKeyConfigurer apiKeys() {
    return new ApiKeyConfigurer();
  }

  /** Applies defaults now, so that the application's own configuration comes after them. */
  @Override
  public void setBuilder(HttpSecurity http) {
    super.setBuilder(http);
    try {
      http.csrf(AbstractHttpConfigurer::disable)
          .logout(AbstractHttpConfigurer::disable)
          .requestCache(AbstractHttpConfigurer::disable)
          .sessionManagement(it -> it.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
          .exceptionHandling(
              it ->
                  it.authenticationEntryPoint(ApiKeyConfigurer::sendUnauthorized)
                      .accessDeniedHandler(ApiKeyConfigurer::sendForbidden));
      if (context(http).containsBean(CORS)) {
        http.cors(it -> {});
      }
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("The filter chain cannot be configured.", e);
    }
  }

  @Override
  public void configure(HttpSecurity http) {
    http.addFilterBefore(
        new ApiKeySecurityFilter(context(http).getBean(WebAuthenticator.class)),
        AnonymousAuthenticationFilter.class);
  }

  private static ApplicationContext context(HttpSecurity http) {
    return http.getSharedObject(ApplicationContext.class);
  }

  private static void sendUnauthorized(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException unused)
      throws IOException {
    authenticator(request).sendUnauthorized(request, response);
  }

  private static void sendForbidden(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
      throws IOException {
    Set<String> required =
        denied instanceof AuthorizationDeniedException it
                && it.getAuthorizationResult() instanceof ApiKeyScopes.Decision decision
            ? decision.required()
            : Set.of();
    if (SecurityContextHolder.getContext().getAuthentication()
        instanceof ApiKeyAuthentication authentication) {
      ApiKeyPrincipal holder = authentication.getPrincipal();
      authenticator(request).sendForbidden(required, holder, request, response);
    } else {
      authenticator(request).sendUnauthorized(request, response);
    }
  }

  private static RequestAuthenticator authenticator(HttpServletRequest request) {
    return RequestAuthenticator.of(request, request.getServletContext()).orElseThrow();
  }
}

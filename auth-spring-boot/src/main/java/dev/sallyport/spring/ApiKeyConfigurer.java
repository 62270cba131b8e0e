package dev.sallyport.spring;

import dev.sallyport.key.ApiKeyPrincipal;
import dev.sallyport.servlet.RequestAuthenticator;
import dev.sallyport.spring.internal.WebAuthenticator;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.springframework.context.ApplicationContext;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.resource.OAuth2ResourceServerConfigurer;
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
  /** Names by which Spring Security finds the beans of CORS. */
  private static final List<String> CORS = List.of("corsFilter", "corsConfigurationSource");

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
      if (CORS.stream().anyMatch(context(http)::containsBean)) {
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
    requireNoResourceServer(http);
    http.addFilterBefore(
        new ApiKeySecurityFilter(context(http).getBean(WebAuthenticator.class)),
        AnonymousAuthenticationFilter.class);
  }

  /** Its filter would come first, and send API keys to the authorization server. */
  @SuppressWarnings("unchecked") // no class literal has type arguments
  private static void requireNoResourceServer(HttpSecurity http) {
    if (http.getConfigurer(OAuth2ResourceServerConfigurer.class) != null) {
      throw new IllegalStateException(
          "A filter chain cannot have both apiKeys() and oauth2ResourceServer(), which would take"
              + " API keys for tokens of the authorization server and send them there: write a"
              + " chain for each, with its own securityMatcher.");
    }
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
    } else { // a user of another login: ExceptionTranslationFilter has sent anonymous ones to 401
      response.sendError(HttpServletResponse.SC_FORBIDDEN);
    }
  }

  private static RequestAuthenticator authenticator(HttpServletRequest request) {
    return RequestAuthenticator.of(request, request.getServletContext()).orElseThrow();
  }
}

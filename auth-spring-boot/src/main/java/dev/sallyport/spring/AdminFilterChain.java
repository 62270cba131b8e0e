package dev.sallyport.spring;

import dev.sallyport.spring.internal.ProtectedPaths;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.ExceptionTranslationFilter;
import org.springframework.security.web.authentication.Http403ForbiddenEntryPoint;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Filter chain of the management API and the console, which authenticate requests and reject forged
 * ones themselves. It adds the login of the application, whose user it takes from the HTTP session.
 */
final class AdminFilterChain {
  private final RequestMatcher paths;
  private final ProtectedPaths api;
  private final Supplier<Stream<SecurityFilterChain>> all;

  private AdminFilterChain(String path, Supplier<Stream<SecurityFilterChain>> all) {
    this.paths = new ProtectedPaths(List.of(path + "/**"))::includes;
    this.api = new ProtectedPaths(List.of(path + "/api/v1/**"));
    this.all = all;
  }

  /**
   * Builds the chain.
   *
   * @param isByHost whether users of the console sign in at the application's login
   * @param all all filter chains, to find the one with the login
   */
  static SecurityFilterChain build(
      HttpSecurity http, String path, boolean isByHost, Supplier<Stream<SecurityFilterChain>> all)
      throws Exception {
    AdminFilterChain chain = new AdminFilterChain(path, all);
    http.securityMatcher(chain.paths).csrf(AbstractHttpConfigurer::disable);
    if (isByHost) {
      HttpSessionRequestCache cache = new HttpSessionRequestCache();
      cache.setRequestMatcher(request -> request.getMethod().equals("GET"));
      http.authorizeHttpRequests(
              it ->
                  it.requestMatchers(chain::needsNoLogin).permitAll().anyRequest().authenticated())
          .requestCache(it -> it.requestCache(cache))
          .exceptionHandling(it -> it.authenticationEntryPoint(chain::sendToLogin));
    } else {
      http.requestCache(AbstractHttpConfigurer::disable).logout(AbstractHttpConfigurer::disable);
    }
    return http.build();
  }

  /** Parts of pages are not replaced by a login page: the console then has the page reloaded. */
  private boolean needsNoLogin(HttpServletRequest request) {
    return api.includes(request) || request.getHeader("HX-Request") != null;
  }

  /** Leaves the response to the chain of the application that would serve the request. */
  private void sendToLogin(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException reason)
      throws IOException, ServletException {
    entryPoint(request).commence(request, response, reason);
  }

  private boolean isThis(SecurityFilterChain chain) {
    return chain instanceof DefaultSecurityFilterChain it && it.getRequestMatcher() == paths;
  }

  private AuthenticationEntryPoint entryPoint(HttpServletRequest request) {
    return all.get()
        .filter(it -> !(it instanceof ProtectedPathsFilterChain) && !isThis(it))
        .filter(it -> it.matches(request))
        .flatMap(it -> it.getFilters().stream())
        .filter(ExceptionTranslationFilter.class::isInstance)
        .map(ExceptionTranslationFilter.class::cast)
        .map(ExceptionTranslationFilter::getAuthenticationEntryPoint)
        .findFirst()
        .orElseGet(Http403ForbiddenEntryPoint::new);
  }
}

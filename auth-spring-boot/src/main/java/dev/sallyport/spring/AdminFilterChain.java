package dev.sallyport.spring;

import dev.sallyport.config.SettingException;
import dev.sallyport.spring.internal.ProtectedPaths;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.ExceptionTranslationFilter;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.session.ConcurrentSessionFilter;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Filter chain of the management API and the console, which authenticate requests and reject forged
 * ones themselves. It adds the login of the application, whose user it takes from the HTTP session.
 *
 * <p>It serves what the container dispatches to their servlet. Other servlets below the same path
 * are left to the application.
 */
final class AdminFilterChain {
  private final RequestMatcher requests;
  private final ProtectedPaths api;
  private final Supplier<Stream<SecurityFilterChain>> all;

  private AdminFilterChain(String servlet, String path, Supplier<Stream<SecurityFilterChain>> all) {
    this.requests = it -> it.getHttpServletMapping().getServletName().equals(servlet);
    this.api = new ProtectedPaths(List.of(path + "/api/v1/**"));
    this.all = all;
  }

  /**
   * Builds the chain.
   *
   * @param servlet the name of the servlet
   * @param path its path
   * @param isByHost whether users of the console sign in at the application's login
   * @param all all filter chains, to find the one with the login
   */
  static SecurityFilterChain build(
      HttpSecurity http,
      String servlet,
      String path,
      boolean isByHost,
      Supplier<Stream<SecurityFilterChain>> all)
      throws Exception {
    AdminFilterChain chain = new AdminFilterChain(servlet, path, all);
    http.securityMatcher(chain.requests)
        .csrf(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable);
    if (isByHost) {
      http.addFilterBefore(chain::endExpired, AuthorizationFilter.class)
          .authorizeHttpRequests(
              it ->
                  it.requestMatchers(chain.api::includes).permitAll().anyRequest().authenticated())
          .exceptionHandling(
              it -> it.authenticationEntryPoint(chain::deny).accessDeniedHandler(chain::deny));
    } else {
      http.logout(AbstractHttpConfigurer::disable);
    }
    return http.build();
  }

  /**
   * Requires that no login page is at a path of the console, where it could not be reached.
   *
   * @throws SettingException if one is
   */
  static void requireLoginOutside(String path, Stream<SecurityFilterChain> all) {
    translations(all)
        .map(ExceptionTranslationFilter::getAuthenticationEntryPoint)
        .filter(LoginUrlAuthenticationEntryPoint.class::isInstance)
        .map(it -> ((LoginUrlAuthenticationEntryPoint) it).getLoginFormUrl())
        .filter(it -> it.startsWith(path + "/"))
        .findAny()
        .ifPresent(
            login -> {
              throw new SettingException(
                  "The login page %s is below admin-path %s, where the console is: move one of them."
                      .formatted(login, path));
            });
  }

  /** Ends a session that the application has expired, as its own chain does at the next request. */
  private void endExpired(ServletRequest request, ServletResponse response, FilterChain next)
      throws IOException, ServletException {
    HttpServletRequest asked = (HttpServletRequest) request;
    Optional<ConcurrentSessionFilter> ofApplication =
        api.includes(asked) // which has keys instead of sessions
            ? Optional.empty()
            : ofApplication(ConcurrentSessionFilter.class, asked);
    if (ofApplication.isEmpty()) {
      next.doFilter(request, response);
    } else {
      ofApplication.get().doFilter(request, response, next);
    }
  }

  /** Has the chain of the application that would serve the request respond, and save it. */
  private void deny(
      HttpServletRequest request, HttpServletResponse response, RuntimeException reason)
      throws IOException, ServletException {
    if (request.getHeader("HX-Request") != null) { // htmx would insert the login page into the page
      response.setHeader("HX-Refresh", "true");
      response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
      return;
    }
    Optional<ExceptionTranslationFilter> ofApplication =
        ofApplication(ExceptionTranslationFilter.class, request);
    if (ofApplication.isEmpty()) {
      response.sendError(HttpServletResponse.SC_FORBIDDEN);
      return;
    }
    ofApplication
        .get()
        .doFilter(
            request,
            response,
            (unusedRequest, unusedResponse) -> {
              throw reason;
            });
  }

  private <F> Optional<F> ofApplication(Class<F> type, HttpServletRequest request) {
    return all.get()
        .filter(it -> !isOfSallyport(it))
        .filter(it -> it.matches(request))
        .flatMap(it -> it.getFilters().stream())
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst();
  }

  private boolean isOfSallyport(SecurityFilterChain chain) {
    return chain instanceof ProtectedPathsFilterChain
        || (chain instanceof DefaultSecurityFilterChain it && it.getRequestMatcher() == requests);
  }

  private static Stream<ExceptionTranslationFilter> translations(
      Stream<SecurityFilterChain> chains) {
    return chains
        .flatMap(it -> it.getFilters().stream())
        .filter(ExceptionTranslationFilter.class::isInstance)
        .map(ExceptionTranslationFilter.class::cast);
  }
}

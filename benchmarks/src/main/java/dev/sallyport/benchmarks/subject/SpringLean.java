package dev.sallyport.benchmarks.subject;

import static java.util.Objects.requireNonNull;

import dev.sallyport.benchmarks.http.LightContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.security.web.authentication.AuthenticationEntryPointFailureHandler;
import org.springframework.security.web.authentication.AuthenticationFilter;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.security.web.context.NullSecurityContextRepository;
import org.springframework.security.web.servletapi.SecurityContextHolderAwareRequestFilter;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;

/**
 * Spring Security with the required minimum: a filter that requires authentication, and the one
 * that provides {@code getUserPrincipal()}.
 */
final class SpringLean {
  private static final String SCHEME = "Token ";

  private SpringLean() {}

  static Subject open() {
    Tokens tokens = Tokens.generate();
    KeyMap keys = KeyMap.of(tokens);
    AuthenticationManager manager = given -> authenticate(given, keys);
    AuthenticationFilter authentication = new AuthenticationFilter(manager, SpringLean::convert);
    authentication.setSecurityContextRepository(new NullSecurityContextRepository());
    authentication.setSuccessHandler((request, response, user) -> {});
    authentication.setFailureHandler(
        new AuthenticationEntryPointFailureHandler(
            new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED)));
    var servletApi = new SecurityContextHolderAwareRequestFilter();
    FilterChainProxy proxy =
        new FilterChainProxy(
            new DefaultSecurityFilterChain(AnyRequestMatcher.INSTANCE, authentication, servletApi));
    try {
      servletApi.afterPropertiesSet();
    } catch (ServletException e) {
      throw new IllegalStateException(e);
    }
    proxy.afterPropertiesSet();
    return new FilterSubject(proxy, LightContext.create(), SCHEME.strip(), tokens, () -> {});
  }

  private static Authentication convert(HttpServletRequest request) {
    String field = request.getHeader("Authorization");
    if (field == null || !field.startsWith(SCHEME)) {
      throw new BadCredentialsException("no key");
    }
    return new PreAuthenticatedAuthenticationToken(field.substring(SCHEME.length()), "");
  }

  private static Authentication authenticate(Authentication given, KeyMap keys) {
    String username = keys.usernameOf((String) requireNonNull(given.getPrincipal()));
    if (username == null) {
      throw new BadCredentialsException("no such key");
    }
    return new PreAuthenticatedAuthenticationToken(username, "", List.of());
  }
}

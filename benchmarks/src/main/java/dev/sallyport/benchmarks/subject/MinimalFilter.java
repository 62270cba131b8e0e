package dev.sallyport.benchmarks.subject;

import dev.sallyport.benchmarks.http.LightContext;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;

/**
 * Minimal hand-written filter: reads the header, looks up the key and passes on a request with its
 * user. No state, expiry, rules, recorded uses, cache headers or reasons for denials.
 */
final class MinimalFilter implements Filter {
  private static final String SCHEME = "Token ";

  private final KeyMap keys;

  private MinimalFilter(KeyMap keys) {
    this.keys = keys;
  }

  static Subject open() {
    Tokens tokens = Tokens.generate();
    return new FilterSubject(
        new MinimalFilter(KeyMap.of(tokens)),
        LightContext.create(),
        SCHEME.strip(),
        tokens,
        () -> {});
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest http = (HttpServletRequest) request;
    String field = http.getHeader("Authorization");
    String username =
        field == null || !field.startsWith(SCHEME)
            ? null
            : keys.usernameOf(field.substring(SCHEME.length()));
    if (username == null) {
      ((HttpServletResponse) response).setStatus(HttpServletResponse.SC_UNAUTHORIZED);
      return;
    }
    chain.doFilter(new AuthenticatedRequest(http, username), response);
  }

  private static final class AuthenticatedRequest extends HttpServletRequestWrapper {
    private final String username;

    AuthenticatedRequest(HttpServletRequest request, String username) {
      super(request);
      this.username = username;
    }

    @Override
    public Principal getUserPrincipal() {
      return () -> username;
    }
  }
}

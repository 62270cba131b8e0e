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
 * The least that somebody writes by hand: reads the header, looks the key up, hands on a request
 * that knows its user. No state, no expiry, no rules, no uses, no cache rules, no word why not.
 */
final class Minimum implements Filter {
  private static final String SCHEME = "Token ";

  private final KeyRing keys;

  private Minimum(KeyRing keys) {
    this.keys = keys;
  }

  static Subject open() {
    Tokens tokens = Tokens.generate();
    return new Guarded(
        new Minimum(KeyRing.of(tokens)), LightContext.create(), SCHEME.strip(), tokens, () -> {});
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
    chain.doFilter(new Known(http, username), response);
  }

  private static final class Known extends HttpServletRequestWrapper {
    private final String username;

    Known(HttpServletRequest request, String username) {
      super(request);
      this.username = username;
    }

    @Override
    public Principal getUserPrincipal() {
      return () -> username;
    }
  }
}

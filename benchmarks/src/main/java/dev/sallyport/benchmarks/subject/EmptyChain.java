package dev.sallyport.benchmarks.subject;

import dev.sallyport.benchmarks.http.LightContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;

/** Subject without a filter, which measures the cost of the requests themselves. */
final class EmptyChain implements Subject {
  private final ServletContext context = LightContext.create();
  private final Tokens tokens = Tokens.generate();

  @Override
  public void handle(ServletRequest request, ServletResponse response, FilterChain end)
      throws IOException, ServletException {
    end.doFilter(request, response);
  }

  @Override
  public ServletContext context() {
    return context;
  }

  @Override
  public String authorization(Credential credential) {
    return tokens.authorization("Token", credential);
  }
}

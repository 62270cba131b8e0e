package dev.sallyport.benchmarks.subject;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;

/**
 * An application behind a single filter.
 *
 * @param filter the filter
 * @param context the context of the application
 * @param scheme the scheme that the filter reads
 * @param tokens the tokens
 * @param release runs when the subject is closed
 */
record FilterSubject(
    Filter filter, ServletContext context, String scheme, Tokens tokens, Runnable release)
    implements Subject {
  @Override
  public void handle(ServletRequest request, ServletResponse response, FilterChain end)
      throws IOException, ServletException {
    filter.doFilter(request, response, end);
  }

  @Override
  public String authorization(Credential credential) {
    return tokens.authorization(scheme, credential);
  }

  @Override
  public void close() {
    release.run();
  }
}

package dev.sallyport.benchmarks.load.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The application: a minimal response. */
public final class GreetingServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final byte[] GREETING = "hello\n".getBytes(US_ASCII);

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/plain");
    response.setContentLength(GREETING.length);
    response.getOutputStream().write(GREETING);
  }
}

package dev.sallyport.servlet.startup;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Writer of response bodies.
 *
 * <pre>{@code
 * ResponseBody.send("text/plain", "created".getBytes(UTF_8), request, response);
 * }</pre>
 *
 * @since 0.1.0
 */
public final class ResponseBody {
  private ResponseBody() {}

  /**
   * Sends a body, or only its length for HEAD.
   *
   * <p>The container sets the length of the body. If it were set here, the container could commit
   * the response as soon as the body is complete, and could no longer add the header that closes a
   * connection whose request body was not read.
   */
  public static void send(
      String contentType, byte[] bytes, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType(contentType);
    if (request.getMethod().equals("HEAD")) {
      response.setContentLength(bytes.length);
    } else {
      response.getOutputStream().write(bytes);
    }
  }
}

package dev.sallyport.servlet.startup;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Writes bodies of responses. */
public final class ResponseBody {
  private ResponseBody() {}

  /**
   * Sends a body, or for HEAD only what would be said of it. Leaves its length to the container:
   * one that has got all of it says at once what it has to say, and then cannot add any more that
   * it ends a connection whose request nobody read.
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

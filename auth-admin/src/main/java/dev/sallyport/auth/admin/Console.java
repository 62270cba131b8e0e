package dev.sallyport.auth.admin;

import dev.sallyport.auth.servlet.Gateway;
import dev.sallyport.auth.spi.Settings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * The pages for people.
 *
 * @param reception tells what somebody may do who signed in
 */
record Console(Settings settings, AdminSessions sessions, Reception reception) {
  /**
   * Answers a request for a page or what belongs to it.
   *
   * @param path below the servlet, with a slash at the front
   */
  void serve(String path, Gateway gateway, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setStatus(HttpServletResponse.SC_NOT_FOUND);
  }
}

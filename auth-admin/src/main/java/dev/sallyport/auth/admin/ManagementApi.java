package dev.sallyport.auth.admin;

import dev.sallyport.auth.servlet.Gateway;
import dev.sallyport.auth.spi.Settings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The REST API. */
record ManagementApi(Settings settings, AdminSessions sessions, Reception reception) {
  /**
   * Answers a request.
   *
   * @param path below the API, with a slash at the front, or empty
   */
  void serve(String path, Gateway gateway, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setStatus(HttpServletResponse.SC_NOT_FOUND);
  }
}

package dev.sallyport.admin.rest;

import dev.sallyport.admin.api.AdminJson;
import dev.sallyport.admin.service.RequestBody;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Writer of responses of the API. None of them may be cached. */
record ApiResponse(HttpServletRequest request, HttpServletResponse response) {
  private static final List<String> RANGES =
      List.of("*/*", "application/*", RequestBody.JSON, ApiResult.PROBLEM_JSON);

  private static final Pattern QUALITY_ZERO =
      Pattern.compile(".*;\\s*q\\s*=\\s*0(\\.0*)?\\s*(;.*)?");

  /** Sets the headers of every response. */
  void begin() {
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.addHeader("Vary", "Cookie");
  }

  /** Sends a result. The container sets the length, as in the filter's denials. */
  void send(ApiResult reply) throws IOException {
    response.setStatus(reply.status());
    if (reply.body() != null) {
      response.setContentType(RequestBody.JSON);
    }
    reply.headers().forEach(response::setHeader);
    if (reply.body() == null) {
      return;
    }
    byte[] bytes = AdminJson.SERVER.writeValueAsBytes(reply.body());
    if (request.getMethod().equals("HEAD")) {
      response.setContentLength(bytes.length);
    } else {
      response.getOutputStream().write(bytes);
    }
  }

  /** Returns whether the client accepts JSON. */
  static boolean isAcceptable(HttpServletRequest request) {
    List<String> lines = Collections.list(request.getHeaders("Accept"));
    String accepted = String.join(",", lines).toLowerCase(Locale.ROOT);
    return accepted.isBlank()
        || List.of(accepted.split(",", -1)).stream()
            .anyMatch(
                range ->
                    RANGES.contains(range.split(";", 2)[0].strip())
                        && !QUALITY_ZERO.matcher(range).matches());
  }
}

package dev.sallyport.auth.servlet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;

/** Writes bodies of JSON, in UTF-8 and with their length. */
final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  /** Sends a body, or for HEAD only what would be said of it. */
  static void send(
      String contentType,
      Map<String, ?> body,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    byte[] bytes = bytes(body);
    response.setContentType(contentType);
    response.setContentLength(bytes.length);
    if (!request.getMethod().equals("HEAD")) {
      response.getOutputStream().write(bytes);
    }
  }

  private static byte[] bytes(Map<String, ?> body) {
    try {
      return MAPPER.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts, truth values and maps can always be written", e);
    }
  }
}

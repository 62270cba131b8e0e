package dev.sallyport.auth.servlet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Writes bodies of JSON, in UTF-8 and with their length, and reads small ones. */
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
    send(contentType, bytes(body), request, response);
  }

  /**
   * Sends a body that is JSON already. Leaves its length to the container: one that has got all of
   * it says at once what it has to say, and then cannot add any more that it ends a connection
   * whose request nobody read.
   */
  static void send(
      String contentType, byte[] bytes, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType(contentType);
    if (request.getMethod().equals("HEAD")) {
      response.setContentLength(bytes.length);
    } else {
      response.getOutputStream().write(bytes);
    }
  }

  /** A text in an object; empty if it is none, or has none of that name. */
  static Optional<String> text(String json, String name) {
    try {
      JsonNode node = MAPPER.readTree(json);
      return node == null ? Optional.empty() : Optional.ofNullable(node.path(name).textValue());
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  static byte[] bytes(Map<String, ?> body) {
    try {
      return MAPPER.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts, truth values and maps can always be written", e);
    }
  }
}

package dev.sallyport.auth.servlet;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Writes bodies of JSON, in UTF-8 and with their length, and reads small ones. */
final class Json {
  /** Keeps buffers for itself: a server's threads would keep them when the application is gone. */
  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .recyclerPool(JsonRecyclerPools.newConcurrentDequePool())
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  /** Sends a body, or for HEAD only what would be said of it. */
  static void send(
      String contentType,
      Map<String, ?> body,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    ResponseBody.send(contentType, bytes(body), request, response);
  }

  /**
   * A text in an object; empty if it is none, has none of that name, or is not strictly JSON: it
   * has a member twice, or something behind its end.
   */
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

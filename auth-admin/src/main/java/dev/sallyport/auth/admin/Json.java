package dev.sallyport.auth.admin;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Writes JSON, and reads it strictly: no member twice, nothing behind the end, not deep. */
final class Json {
  private static final int MAX_DEPTH = 10;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              factory()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  static byte[] bytes(Object body) {
    try {
      return MAPPER.writeValueAsBytes(body);
    } catch (JacksonException e) {
      throw new IllegalStateException("texts, numbers, truth values and maps can be written", e);
    }
  }

  /** What comes with this library, and not from a client. */
  static JsonNode own(InputStream json) throws IOException {
    return new ObjectMapper(factory().build()).readTree(json);
  }

  /** Keeps buffers for itself: a server's threads would keep them when the application is gone. */
  private static JsonFactoryBuilder factory() {
    return new JsonFactoryBuilder().recyclerPool(JsonRecyclerPools.newConcurrentDequePool());
  }

  /** Empty if it is no JSON, or not strictly so. */
  static Optional<JsonNode> read(String json) {
    try {
      return Optional.ofNullable(MAPPER.readTree(json)).filter(node -> !node.isMissingNode());
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }
}

package dev.sallyport.servlet.problem;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import dev.sallyport.servlet.startup.ResponseBody;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writer and reader of small JSON bodies in UTF-8.
 *
 * <pre>{@code
 * JsonBody.send("application/json", Map.of("status", "created"), request, response);
 * }</pre>
 *
 * @since 0.1.0
 */
public final class JsonBody {
  /** Has its own buffer pool, because thread-locals would outlive the application in a server. */
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .recyclerPool(JsonRecyclerPools.newConcurrentDequePool())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private JsonBody() {}

  /** Sends a body with its length; for {@code HEAD}, only the header fields. */
  public static void send(
      String contentType,
      Map<String, ?> body,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    ResponseBody.send(contentType, bytes(body), request, response);
  }

  /**
   * Returns a string member of an object.
   *
   * @return empty if the text is not an object, has no string of that name, or is not strict JSON:
   *     a member is repeated, or something follows the object
   */
  public static Optional<String> text(String json, String name) {
    Optional<String> text = Optional.empty();
    try (JsonParser parser = FACTORY.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean isNamed = parser.currentName().equals(name);
        if (parser.nextToken() == JsonToken.VALUE_STRING && isNamed) {
          text = Optional.of(parser.getText());
        }
        parser.skipChildren();
      }
      return parser.nextToken() == null ? text : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  static byte[] bytes(Map<String, ?> body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      write(json, body);
    } catch (IOException e) {
      throw new UncheckedIOException("could not write JSON", e);
    }
    return bytes.toByteArray();
  }

  private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
    if (value instanceof Map<?, ?> members) {
      json.writeStartObject();
      for (Map.Entry<?, ?> member : members.entrySet()) {
        json.writeFieldName((String) member.getKey());
        write(json, member.getValue());
      }
      json.writeEndObject();
    } else if (value instanceof Iterable<?> items) {
      json.writeStartArray();
      for (Object item : items) {
        write(json, item);
      }
      json.writeEndArray();
    } else {
      json.writeObject(value); // a string, a number, a boolean or null
    }
  }
}

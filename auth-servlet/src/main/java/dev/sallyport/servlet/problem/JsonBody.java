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

/** Writes bodies of JSON, in UTF-8 and with their length, and reads small ones. */
public final class JsonBody {
  /** Keeps buffers for itself: a server's threads would keep them when the application is gone. */
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .recyclerPool(JsonRecyclerPools.newConcurrentDequePool())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private JsonBody() {}

  /** Sends a body, or for HEAD only what would be said of it. */
  public static void send(
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
      throw new UncheckedIOException("texts, numbers, truth values and maps can be written", e);
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
      json.writeObject(value); // a text, a number, a truth value or null
    }
  }
}

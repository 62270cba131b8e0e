package dev.sallyport.admin.service;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.sallyport.admin.api.AdminJson;
import dev.sallyport.admin.api.body.BulkKeysBody;
import dev.sallyport.key.Network;
import dev.sallyport.servlet.problem.JsonText;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Reader of JSON bodies. Error messages name the property, and never repeat its value. */
public final class RequestBody {
  static final int MAX_BYTES = 64 * 1024;

  /** Media type of JSON. */
  public static final String JSON = "application/json";

  /** Media type of JSON merge patches (RFC 7396). */
  public static final String MERGE_PATCH = "application/merge-patch+json";

  /** Descriptions of the expected values by type; other types are strings. */
  private static final Map<Class<?>, String> EXPECTED =
      Map.of(
          Boolean.class, "true or false",
          Instant.class, "an instant such as 2031-12-31T23:59:59Z (RFC 3339)",
          Duration.class, "a duration such as 90d or 12h",
          UUID.class, "the id of a key",
          Network.class, "an IP address or a network such as 10.0.0.0/8",
          BulkKeysBody.Action.class, "activate, deactivate or delete");

  private RequestBody() {}

  /**
   * Reads an object with the properties of a record.
   *
   * @throws BadRequestException if the body is not such an object
   */
  public static <T> T read(HttpServletRequest request, String mediaTypes, Class<T> type)
      throws IOException {
    return parse(bytes(request), request, mediaTypes, type);
  }

  /** Does the same, and treats an absent body as an empty object. */
  public static <T> T readIfAny(HttpServletRequest request, String mediaTypes, Class<T> type)
      throws IOException {
    byte[] bytes = bytes(request);
    return bytes.length == 0 ? parse("{}", type) : parse(bytes, request, mediaTypes, type);
  }

  private static <T> T parse(
      byte[] bytes, HttpServletRequest request, String mediaTypes, Class<T> type) {
    String mediaType = JsonText.mediaType(request.getContentType());
    String text =
        Optional.of(bytes)
            .filter(it -> List.of(mediaTypes.split(" or ")).contains(mediaType))
            .flatMap(JsonText::decode)
            .orElseThrow(
                () ->
                    new BadRequestException(
                        ApiProblem.unsupportedBody(mediaTypes + ", in UTF-8.")));
    return parse(text, type);
  }

  private static <T> T parse(String text, Class<T> type) {
    try {
      JsonNode object = AdminJson.SERVER.readTree(text);
      if (!object.isObject()) {
        throw noObject();
      }
      requireKnown(object, type); // first, since a misspelt property is also a missing one
      return AdminJson.SERVER.treeToValue(object, type);
    } catch (UnrecognizedPropertyException e) {
      throw unknown(e.getPropertyName(), e.getKnownPropertyIds());
    } catch (MismatchedInputException e) {
      throw BadRequestException.because(
          "The property %s must be %s.".formatted(path(e), expected(e.getTargetType())));
    } catch (JacksonException e) {
      throw noObject();
    }
  }

  private static void requireKnown(JsonNode object, Class<?> type) {
    List<String> known =
        Stream.of(type.getRecordComponents()).map(RecordComponent::getName).toList();
    object
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                throw unknown(name, known);
              }
            });
  }

  private static BadRequestException unknown(String name, Collection<?> known) {
    String members = known.stream().map(Object::toString).sorted().collect(joining(", "));
    return BadRequestException.because(
        "Unknown property %s; allowed: %s.".formatted(BadRequestException.quoted(name), members));
  }

  private static BadRequestException noObject() {
    return BadRequestException.because(
        "The body must be one JSON object without duplicate properties, at most ten levels deep.");
  }

  /** Returns a path such as {@code owner.userId} or {@code ids[0]}. */
  private static String path(MismatchedInputException mismatch) {
    StringBuilder path = new StringBuilder();
    for (Reference reference : mismatch.getPath()) {
      if (reference.getFieldName() == null) {
        path.append('[').append(reference.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(reference.getFieldName());
      }
    }
    return path.toString();
  }

  private static String expected(Class<?> type) {
    if (Collection.class.isAssignableFrom(type)) {
      return "an array";
    }
    return type.isRecord() ? "an object" : EXPECTED.getOrDefault(type, "a string");
  }

  private static byte[] bytes(HttpServletRequest request) throws IOException {
    byte[] bytes =
        request.getContentLengthLong() > MAX_BYTES
            ? new byte[MAX_BYTES + 1]
            : request.getInputStream().readNBytes(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      throw new BadRequestException(ApiProblem.CONTENT_TOO_LARGE);
    }
    return bytes;
  }
}

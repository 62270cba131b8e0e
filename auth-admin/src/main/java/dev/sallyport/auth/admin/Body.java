package dev.sallyport.auth.admin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.auth.servlet.JsonText;
import dev.sallyport.auth.token.Durations;
import dev.sallyport.auth.token.Secret;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The JSON object that a client sent. Members that nobody knows are refused, so that a misspelt one
 * is not taken for one left out. Refusals name members, and never repeat what is in them.
 */
final class Body {
  static final int MAX_BYTES = 64 * 1024;
  static final String JSON = "application/json";
  static final String MERGE_PATCH = "application/merge-patch+json";

  private final JsonNode object;

  private Body(JsonNode object) {
    this.object = object;
  }

  /** Reads an object that may have these members. */
  static Body read(HttpServletRequest request, String mediaTypes, Set<String> members)
      throws IOException {
    return of(bytes(request), request, mediaTypes, members);
  }

  /** The same, but no body at all is an object without members. */
  static Body readIfAny(HttpServletRequest request, String mediaTypes, Set<String> members)
      throws IOException {
    byte[] bytes = bytes(request);
    return bytes.length == 0
        ? new Body(Json.read("{}").orElseThrow())
        : of(bytes, request, mediaTypes, members);
  }

  private static Body of(
      byte[] bytes, HttpServletRequest request, String mediaTypes, Set<String> members) {
    String mediaType = JsonText.mediaType(request.getContentType());
    JsonNode node =
        Optional.of(bytes)
            .filter(it -> List.of(mediaTypes.split(" or ")).contains(mediaType))
            .flatMap(JsonText::decode)
            .map(Json::read)
            .orElseThrow(
                () -> new NotAccepted(ApiProblem.unsupportedBody(mediaTypes + ", in UTF-8.")))
            .filter(JsonNode::isObject)
            .orElseThrow(
                () ->
                    NotAccepted.because(
                        "The body must be one JSON object, without a member twice, at most ten"
                            + " levels deep."));
    requireKnown(node, members);
    return new Body(node);
  }

  private static void requireKnown(JsonNode node, Set<String> members) {
    for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!members.contains(name)) {
        throw NotAccepted.because(
            "There is no member %s here; members are %s."
                .formatted(quoted(name), String.join(", ", members.stream().sorted().toList())));
      }
    }
  }

  private static byte[] bytes(HttpServletRequest request) throws IOException {
    byte[] bytes =
        request.getContentLengthLong() > MAX_BYTES
            ? new byte[MAX_BYTES + 1]
            : request.getInputStream().readNBytes(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      throw new NotAccepted(ApiProblem.CONTENT_TOO_LARGE);
    }
    return bytes;
  }

  /** What a client wrote, as far as one would show it: a name that is unknown may be anything. */
  static String quoted(String text) {
    String shown = text.length() > 40 ? text.substring(0, 40) + "..." : text;
    return "'" + shown.replaceAll("[^\\x20-\\x7E]", "?") + "'";
  }

  boolean has(String name) {
    return object.has(name);
  }

  boolean isNull(String name) {
    return object.path(name).isNull();
  }

  String requiredText(String name) {
    return text(name).orElseThrow(() -> NotAccepted.because("The member " + name + " is missing."));
  }

  /** Empty if it is not there; null is no text. */
  Optional<String> text(String name) {
    return member(name)
        .map(
            node -> {
              if (!node.isTextual()) {
                throw NotAccepted.because("The member " + name + " must be a string.");
              }
              return node.textValue();
            });
  }

  Optional<Secret> secret(String name) {
    return text(name).map(Secret::of);
  }

  Optional<Boolean> flag(String name) {
    return member(name)
        .map(
            node -> {
              if (!node.isBoolean()) {
                throw NotAccepted.because("The member " + name + " must be true or false.");
              }
              return node.booleanValue();
            });
  }

  Optional<Instant> instant(String name) {
    return text(name)
        .map(
            text -> {
              try {
                return OffsetDateTime.parse(text).toInstant();
              } catch (DateTimeParseException e) {
                throw NotAccepted.because(
                    "The member "
                        + name
                        + " must be an instant such as 2031-12-31T23:59:59Z (RFC 3339).");
              }
            });
  }

  /** A duration, as queries write it. */
  Optional<Duration> duration(String name) {
    return text(name).map(Durations::parse);
  }

  /** Ids of keys. */
  Optional<List<UUID>> ids(String name) {
    return texts(name).map(ids -> ids.stream().map(text -> id(name, text)).toList());
  }

  private static UUID id(String name, String text) {
    return Ids.uuid(text)
        .orElseThrow(() -> NotAccepted.because("Each of " + name + " must be the id of a key."));
  }

  /** An object in this one, which has to be there. */
  Body object(String name, Set<String> members) {
    JsonNode node = object.path(name);
    if (!node.isObject()) {
      throw NotAccepted.because("The member " + name + " must be an object.");
    }
    requireKnown(node, members);
    return new Body(node);
  }

  Optional<List<String>> texts(String name) {
    return member(name)
        .map(
            node -> {
              List<String> texts = new ArrayList<>();
              node.forEach(it -> texts.add(it.isTextual() ? it.textValue() : null));
              if (!node.isArray() || texts.contains(null)) {
                throw NotAccepted.because("The member " + name + " must be an array of strings.");
              }
              return List.copyOf(texts);
            });
  }

  private Optional<JsonNode> member(String name) {
    return Optional.ofNullable(object.get(name));
  }
}

package dev.sallyport.admin.console.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.admin.api.AdminJson;
import dev.sallyport.session.StoredSession;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Message about the last action, shown once on the next page.
 *
 * @param isBad whether the action failed
 * @param undo form that reverts the action; null if there is none
 */
public record FlashMessage(String text, boolean isBad, @Nullable Undo undo) {
  private static final ObjectWriter WRITER =
      AdminJson.CLIENT.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII);

  private static final TypeReference<Map<String, List<String>>> FIELDS = new TypeReference<>() {};

  /**
   * Form that reverts an action.
   *
   * @param path path below the console
   * @param fields values by name
   */
  public record Undo(String path, Map<String, List<String>> fields) {}

  static FlashMessage good(String text) {
    return new FlashMessage(text, false, null);
  }

  static FlashMessage bad(String text) {
    return new FlashMessage(text, true, null);
  }

  /** Returns the message as stored: without its form, or with the text shortened, if too long. */
  String toJson() {
    String whole = json();
    if (whole.length() <= StoredSession.MAX_MESSAGE) {
      return whole;
    }
    return undo == null
        ? new FlashMessage(ShortText.of(text), isBad, null).json()
        : new FlashMessage(text, isBad, null).toJson();
  }

  private String json() {
    ObjectNode json = AdminJson.CLIENT.createObjectNode().put("text", text).put("bad", isBad);
    if (undo != null) {
      json.put("path", undo.path()).set("fields", AdminJson.CLIENT.valueToTree(undo.fields()));
    }
    try {
      return WRITER.writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Could not write a message", e);
    }
  }

  /** Returns a stored message; empty if it is not readable, as after an update of Sallyport. */
  static Optional<FlashMessage> parse(String stored) {
    try {
      JsonNode json = AdminJson.CLIENT.readTree(stored);
      Undo undo =
          json.has("path")
              ? new Undo(
                  json.path("path").asText(),
                  AdminJson.CLIENT.convertValue(json.path("fields"), FIELDS))
              : null;
      return Optional.of(
          new FlashMessage(json.path("text").asText(), json.path("bad").asBoolean(), undo));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}

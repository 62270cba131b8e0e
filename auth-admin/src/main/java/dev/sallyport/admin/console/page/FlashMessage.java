package dev.sallyport.admin.console.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.admin.api.AdminJson;
import dev.sallyport.session.StoredSession;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
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

  private static final Pattern UNDO = Pattern.compile("/keys/[a-z0-9-]+(?:/[a-z]+)?");

  /**
   * Form that reverts an action.
   *
   * @param path path of a form of keys, below the console
   * @param fields values by name
   */
  public record Undo(String path, Map<String, List<String>> fields) {
    /**
     * Validates the path, which becomes the address of a form.
     *
     * @throws IllegalArgumentException if it is no path of a form of keys
     */
    public Undo {
      if (!UNDO.matcher(path).matches()) {
        throw new IllegalArgumentException("not the path of a form of keys");
      }
    }
  }

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
      return WRITER.writeValueAsString(json).replace("\u007F", "\\u007F"); // DEL, which is ASCII
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Could not write a message", e);
    }
  }

  /** Returns a stored message; empty if it is not readable, as after an update of Sallyport. */
  static Optional<FlashMessage> parse(String stored) {
    try {
      JsonNode json = AdminJson.CLIENT.readTree(stored);
      JsonNode text = json.path("text");
      JsonNode bad = json.path("bad");
      return text.isTextual() && bad.isBoolean()
          ? Optional.of(new FlashMessage(text.textValue(), bad.booleanValue(), undo(json)))
          : Optional.empty();
    } catch (JsonProcessingException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static @Nullable Undo undo(JsonNode json) {
    return json.has("path") || json.has("fields")
        ? new Undo(json.path("path").asText(), fields(json.path("fields")))
        : null;
  }

  /**
   * Returns the fields of a form.
   *
   * @throws IllegalArgumentException if they are not lists of texts
   */
  private static Map<String, List<String>> fields(JsonNode json) {
    Map<String, List<String>> fields = new LinkedHashMap<>();
    require(json, json.isObject())
        .properties()
        .forEach(it -> fields.put(it.getKey(), texts(it.getValue())));
    return fields;
  }

  private static List<String> texts(JsonNode json) {
    List<String> texts = new ArrayList<>();
    for (JsonNode text : require(json, json.isArray())) {
      texts.add(require(text, text.isTextual()).textValue());
    }
    return texts;
  }

  private static JsonNode require(JsonNode json, boolean isExpected) {
    if (!isExpected) {
      throw new IllegalArgumentException("unexpected " + json.getNodeType());
    }
    return json;
  }
}

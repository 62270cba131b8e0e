package dev.sallyport.auth.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Tags as Smarter keeps them, a JSON list, or as words. */
final class KnoxTags {
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private KnoxTags() {}

  /**
   * Reads tags.
   *
   * @throws IllegalArgumentException if it starts like a list and is none of strings
   */
  static List<String> parse(String text) {
    if (!text.startsWith("[")) {
      return BLANKS.splitAsStream(text).toList();
    }
    JsonNode list =
        Json.parse(text)
            .filter(JsonNode::isArray)
            .orElseThrow(() -> new IllegalArgumentException("tags must be a JSON list, or words"));
    List<String> tags = new ArrayList<>();
    for (JsonNode tag : list) {
      if (!tag.isTextual()) {
        throw new IllegalArgumentException("tags must be a JSON list of strings");
      }
      tags.add(tag.asText());
    }
    return tags;
  }
}

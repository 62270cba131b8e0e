package dev.sallyport.cli.knox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.cli.output.JsonOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Parser of tags: a JSON list, as stored by Smarter, or words. */
final class KnoxTags {
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private KnoxTags() {}

  /** Parses tags. A text that is not a JSON list is split at blanks. */
  static List<String> parse(String text) {
    Optional<JsonNode> list =
        text.startsWith("[") ? JsonOutput.parse(text).filter(JsonNode::isArray) : Optional.empty();
    if (list.isEmpty()) {
      return BLANKS.splitAsStream(text).toList();
    }
    List<String> tags = new ArrayList<>();
    list.get().forEach(tag -> tags.add(tag.isValueNode() ? tag.asText() : tag.toString()));
    return tags;
  }
}

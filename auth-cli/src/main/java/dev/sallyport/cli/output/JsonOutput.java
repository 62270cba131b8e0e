package dev.sallyport.cli.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.core.util.Separators.Spacing;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sallyport.admin.api.AdminJson;
import java.util.Optional;

/**
 * JSON reader and writer. The output is ASCII without control characters, so that it is safe on any
 * terminal and in any encoding.
 */
public final class JsonOutput {
  /** Mapper that escapes non-ASCII characters. */
  public static final JsonMapper MAPPER =
      AdminJson.CLIENT.rebuild().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private static final DefaultIndenter TWO_BLANKS = new DefaultIndenter("  ", "\n");

  private static final Separators SEPARATORS =
      Separators.createDefaultInstance()
          .withObjectFieldValueSpacing(Spacing.AFTER)
          .withObjectEmptySeparator("")
          .withArrayEmptySeparator("");

  private static final ObjectWriter PRETTY =
      MAPPER.writer(
          new DefaultPrettyPrinter(SEPARATORS)
              .withObjectIndenter(TWO_BLANKS)
              .withArrayIndenter(TWO_BLANKS));

  private JsonOutput() {}

  /** Returns JSON on one line. */
  public static String text(Object value) {
    return written(MAPPER.writer(), value);
  }

  /** Returns indented JSON without a trailing line break. */
  public static String pretty(Object value) {
    return written(PRETTY, value).replace("\u007f", "\\u007f");
  }

  /** Writes a record of ours, which cannot fail. */
  static String written(ObjectWriter writer, Object value) {
    try {
      return writer.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record could not be written", e);
    }
  }

  /** Parses a text that is one JSON value; empty if it is not. */
  public static Optional<JsonNode> parse(String text) {
    try {
      return Optional.ofNullable(MAPPER.readTree(text)).filter(node -> !node.isMissingNode());
    } catch (JsonProcessingException notJson) {
      return Optional.empty();
    }
  }
}

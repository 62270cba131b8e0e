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
 * Reads and writes JSON. What it writes is plain ASCII, so no terminal acts upon it and no encoding
 * spoils it.
 */
public final class JsonOutput {
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

  /** On one line. */
  public static String text(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record could not be written", e);
    }
  }

  /** Indented, without a line break at its end. */
  public static String pretty(Object value) {
    try {
      return PRETTY.writeValueAsString(value).replace("\u007f", "\\u007f");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record could not be written", e);
    }
  }

  /** The one JSON value in this text; empty if there is anything else. */
  public static Optional<JsonNode> parse(String text) {
    try {
      return Optional.ofNullable(MAPPER.readTree(text)).filter(node -> !node.isMissingNode());
    } catch (JsonProcessingException notJson) {
      return Optional.empty();
    }
  }
}

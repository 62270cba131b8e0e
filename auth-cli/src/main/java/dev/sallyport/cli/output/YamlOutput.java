package dev.sallyport.cli.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator.Feature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;

/**
 * Writes YAML. It is plain ASCII, so no terminal acts upon it; and texts stand in quotes, so none
 * of them is taken for a number, a time or a truth.
 */
final class YamlOutput {
  private static final YAMLMapper MAPPER =
      new YAMLMapper(
          YAMLFactory.builder()
              .disable(Feature.WRITE_DOC_START_MARKER)
              .disable(Feature.SPLIT_LINES)
              .dumperOptions(ascii())
              .build());

  private YamlOutput() {}

  private static DumperOptions ascii() {
    DumperOptions options = new DumperOptions();
    options.setAllowUnicode(false);
    options.setDefaultFlowStyle(FlowStyle.BLOCK);
    options.setSplitLines(false);
    return options;
  }

  /** Without a line break at its end. */
  static String text(Object result) {
    try {
      return MAPPER
          .writeValueAsString(JsonOutput.MAPPER.<JsonNode>valueToTree(result))
          .stripTrailing();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record could not be written as YAML", e);
    }
  }
}

package dev.sallyport.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator.Feature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;

/**
 * YAML writer. The output is ASCII, so that it is safe on any terminal. Texts are quoted, so that
 * none of them is parsed as a number, a time or a boolean.
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

  /** Returns YAML without a trailing line break. */
  static String text(Object result) {
    JsonNode tree = JsonOutput.MAPPER.valueToTree(result);
    return JsonOutput.written(MAPPER.writer(), tree).stripTrailing();
  }
}

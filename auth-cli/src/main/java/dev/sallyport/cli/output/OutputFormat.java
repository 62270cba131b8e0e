package dev.sallyport.cli.output;

import java.util.Locale;
import picocli.CommandLine.Option;

/** Format of results. */
public enum OutputFormat {
  /** Table or text for reading. */
  TABLE,
  /** JSON for scripts. */
  JSON,
  /** YAML with the same members as JSON. */
  YAML;

  /** Returns the name as it is given and completed. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Option {@code --format}. */
  public static final class Choice {
    @Option(
        names = "--format",
        paramLabel = "table|json|yaml",
        order = 800,
        description = "Output format: table for reading, json or yaml for scripts. Default: table.")
    private OutputFormat format = TABLE;

    /** Returns whether the format is {@link OutputFormat#TABLE}. */
    public boolean isTable() {
      return format == TABLE;
    }

    /** Returns a result as JSON or YAML, without a trailing line break. */
    public String text(Object result) {
      return format == YAML ? YamlOutput.text(result) : JsonOutput.pretty(result);
    }
  }
}

package dev.sallyport.cli.output;

import picocli.CommandLine.Option;

/** For whom a result is written. */
public enum OutputFormat {
  /** For people. */
  TABLE,
  /** For scripts. */
  JSON,
  /** The same as JSON, for people and scripts. */
  YAML;

  /** The option that chooses one. */
  public static final class Choice {
    @Option(
        names = "--format",
        paramLabel = "table|json|yaml",
        order = 800,
        description = "table for people (the default), json or yaml for scripts.")
    private OutputFormat format = TABLE;

    public boolean isTable() {
      return format == TABLE;
    }

    /** A result for scripts, without a line break at its end. */
    public String text(Object result) {
      return format == YAML ? YamlOutput.text(result) : JsonOutput.pretty(result);
    }
  }
}

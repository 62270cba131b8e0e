package dev.sallyport.auth.cli;

import picocli.CommandLine.Option;

/** For whom a result is written. */
enum OutputFormat {
  /** For people. */
  TEXT,
  /** For scripts. */
  JSON;

  /** The option that chooses one. */
  static final class Choice {
    @Option(
        names = "--format",
        paramLabel = "text|json",
        order = 800,
        description = "text for people (the default), json for scripts.")
    private OutputFormat format = TEXT;

    boolean isJson() {
      return format == JSON;
    }
  }
}

package dev.sallyport.benchmarks.load;

import java.io.PrintStream;

/** Prints what a program saw, ready for {@code docs/operations/performance.md}. */
final class Report {
  private static final PrintStream OUT = System.out;

  private Report() {}

  /** The head of a section: what was measured, on what, with what, and how to do it again. */
  static void head(String title, Options options, String... versions) {
    OUT.printf("%n### %s%n%n", title);
    OUT.printf("- machine: %s%n", Machine.describe());
    OUT.printf("- versions: %s%n", Machine.versions(versions));
    OUT.printf("- command: `%s`%n", options.command());
  }

  /** One line more of the head. */
  static void note(String format, Object... args) {
    OUT.printf("- " + format + "%n", args);
  }

  static void table(Table table) {
    OUT.printf("%n%s", table);
    OUT.flush();
  }

  /** How far the program is; to the error stream, so that the tables can be kept alone. */
  static void progress(String format, Object... args) {
    System.err.printf(format + "%n", args);
  }
}

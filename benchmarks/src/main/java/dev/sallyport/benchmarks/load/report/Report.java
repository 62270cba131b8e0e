package dev.sallyport.benchmarks.load.report;

import java.io.PrintStream;

/** Prints results in the format of {@code docs/operations/performance.md}. */
public final class Report {
  private static final PrintStream OUT = System.out;

  private Report() {}

  /** Prints the head of a section: title, machine, versions and command. */
  public static void head(String title, Options options, String... versions) {
    OUT.printf("%n### %s%n%n", title);
    OUT.printf("- machine: %s%n", Machine.describe());
    OUT.printf("- versions: %s%n", Machine.versions(versions));
    OUT.printf("- command: `%s`%n", options.command());
  }

  /** Prints another line of the head. */
  public static void note(String format, Object... args) {
    OUT.printf("- " + format + "%n", args);
  }

  public static void table(Table table) {
    OUT.printf("%n%s", table);
    OUT.flush();
  }

  /** Prints progress to standard error, so that standard output contains only the tables. */
  public static void progress(String format, Object... args) {
    System.err.printf(format + "%n", args);
  }
}

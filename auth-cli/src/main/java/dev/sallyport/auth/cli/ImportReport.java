package dev.sallyport.auth.cli;

import dev.sallyport.auth.KnoxImport.Outcome;
import java.util.function.Supplier;

/** Counts what became of each line, and tells at once of those that failed. Not thread-safe. */
final class ImportReport {
  private final Output output;
  private final boolean dryRun;
  private long imported;
  private long alreadyThere;
  private long failed;

  ImportReport(Output output, boolean dryRun) {
    this.output = output;
    this.dryRun = dryRun;
  }

  /** Takes one line over; its faults are reported, those of the store end the import. */
  void add(long lineNumber, Supplier<Outcome> line) {
    try {
      switch (line.get()) {
        case IMPORTED -> imported++;
        case ALREADY_THERE -> alreadyThere++;
        case USERNAME_OF_ANOTHER_ACCOUNT -> fail(lineNumber, "the username is of another account");
      }
    } catch (IllegalArgumentException e) {
      fail(lineNumber, String.valueOf(e.getMessage()));
    }
  }

  void summarize() {
    output.result(
        dryRun
            ? "Nothing was written: %d could be imported, %d twice in the file, %d would fail."
                .formatted(imported, alreadyThere, failed)
            : "%d imported, %d already there, %d failed."
                .formatted(imported, alreadyThere, failed));
  }

  int exitCode() {
    return failed == 0 ? ExitCode.DONE : ExitCode.REFUSED;
  }

  private void fail(long lineNumber, String reason) {
    failed++;
    output.note("Line " + lineNumber + ": " + Printable.withoutPeriod(reason) + ".");
  }
}

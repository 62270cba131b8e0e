package dev.sallyport.cli.knox;

import dev.sallyport.cli.context.Output;
import dev.sallyport.cli.output.ExitCode;
import dev.sallyport.cli.output.PrintableText;
import dev.sallyport.knox.KnoxImport.Adjustment;
import dev.sallyport.knox.KnoxImport.Result;
import dev.sallyport.knox.KnoxRow;
import dev.sallyport.spi.OwnerRegistry.User;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Report of an import: counts outcomes and prints lines that failed or were adjusted at once. Not
 * thread-safe.
 */
final class ImportReport {
  private static final Map<Adjustment, String> WORDS =
      new EnumMap<>(
          Map.of(
              Adjustment.NAME, "name cut to fit",
              Adjustment.DESCRIPTION, "description cut to fit",
              Adjustment.TAGS, "tags changed to fit",
              Adjustment.INACTIVE, "imported as inactive, as its user is inactive in the file"));

  private final Output output;
  private final boolean dryRun;
  private final Map<Adjustment, Long> adjusted = new EnumMap<>(Adjustment.class);
  private final Map<String, Long> ignoredColumns = new TreeMap<>();
  private long imported;
  private long existing;
  private long failed;
  private long accounts;
  private long users;
  private long inactiveUsers;
  private long staffUsers;
  private boolean isActivityUnknown;

  ImportReport(Output output, boolean dryRun) {
    this.output = output;
    this.dryRun = dryRun;
  }

  /** Imports one line. An invalid line is reported; a failure of the store ends the import. */
  void add(KnoxCsv rows, Function<KnoxRow, Result> importer) {
    long line = rows.lineNumber();
    try {
      KnoxRow row = rows.next();
      Result result = importer.apply(row);
      count(result, row);
      switch (result.outcome()) {
        case IMPORTED -> {
          imported++;
          rows.ignoredColumns().forEach(column -> ignoredColumns.merge(column, 1L, Long::sum));
        }
        case ALREADY_THERE -> existing++;
      }
      result.adjustments().stream().sorted().forEach(it -> adjust(line, it));
    } catch (IllegalArgumentException e) {
      fail(line, String.valueOf(e.getMessage()));
    }
  }

  private void count(Result result, KnoxRow row) {
    accounts += result.accountCreated() ? 1 : 0;
    User user = result.createdUser();
    if (user != null) {
      users++;
      inactiveUsers += user.active() ? 0 : 1;
      staffUsers += user.staff() ? 1 : 0;
      isActivityUnknown |= !user.active() && row.userActive() == null;
    }
  }

  private void adjust(long line, Adjustment adjustment) {
    adjusted.merge(adjustment, 1L, Long::sum);
    output.note("Line " + line + ": " + WORDS.get(adjustment) + ".");
  }

  void summarize() {
    List<String> lines = new ArrayList<>();
    lines.add(
        dryRun
            ? "Dry run: %d can be imported, %d duplicates in the file, %d would fail."
                .formatted(imported, existing, failed)
            : "%d imported, %d already existed, %d failed.".formatted(imported, existing, failed));
    if (accounts + users > 0) {
      lines.add(
          "%s: %d accounts, %d users (%d inactive, %d staff)."
              .formatted(
                  dryRun ? "To be created in an empty database" : "Created",
                  accounts,
                  users,
                  inactiveUsers,
                  staffUsers));
    }
    adjusted.forEach(
        (what, keys) -> lines.add("Of these, %d: %s.".formatted(keys, WORDS.get(what))));
    ignoredColumns.forEach(
        (column, keys) ->
            lines.add(
                PrintableText.line(
                    "Of these, %d: column %s not imported.".formatted(keys, column))));
    output.result(String.join("\n", lines));
    if (isActivityUnknown) {
      output.note(
          "Users without user_is_active in the file were created as inactive: their keys are denied"
              + " until 'sallyport users activate'. Use --active-users to create them as active.");
    }
  }

  int exitCode() {
    return failed == 0 ? ExitCode.DONE : ExitCode.DENIED;
  }

  private void fail(long lineNumber, String reason) {
    failed++;
    output.note("Line " + lineNumber + ": " + PrintableText.withoutPeriod(reason) + ".");
  }
}

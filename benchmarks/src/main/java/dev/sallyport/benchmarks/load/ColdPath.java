package dev.sallyport.benchmarks.load;

import static java.util.stream.Collectors.joining;

import dev.sallyport.benchmarks.load.keys.DigestKind;
import dev.sallyport.benchmarks.load.process.ChildJvm;
import dev.sallyport.benchmarks.load.process.Postgres;
import dev.sallyport.benchmarks.load.report.Answer;
import dev.sallyport.benchmarks.load.report.Options;
import dev.sallyport.benchmarks.load.report.Report;
import dev.sallyport.benchmarks.load.report.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Measures how many uncached tokens Sallyport verifies per second, with one indexed read and one
 * digest each ({@code verified-tokens=0}).
 */
public final class ColdPath {
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "digests", "token,owasp,sha512",
          "databases", "h2,postgresql",
          "threads", "1,8,32",
          "keys", "10000",
          "first-warmup", "8",
          "warmup", "2",
          "seconds", "4",
          "launches", "3");

  private final Options options;
  private final Map<Cell, List<Answer>> cells = new LinkedHashMap<>();

  private ColdPath(Options options) {
    this.options = options;
  }

  private record Cell(DigestKind digest, String database, String threads) {}

  public static void main(String[] args) {
    ColdPath program = new ColdPath(Options.parse(ColdPath.class, DEFAULTS, args));
    program.measure();
    program.report();
  }

  private void measure() {
    for (int launch = 0; launch < options.number("launches"); launch++) {
      for (String digest : options.list("digests")) {
        for (String database : options.list("databases")) {
          try (Postgres postgres = database.equals("h2") ? null : Postgres.start()) {
            measure(DigestKind.of(digest), database, postgres);
          }
        }
      }
      Report.progress("launch %d done", launch + 1);
    }
  }

  private void measure(DigestKind digest, String database, @Nullable Postgres postgres) {
    Map<String, String> arguments = new HashMap<>(digest.settings());
    arguments.putAll(
        postgres == null
            ? Map.of(
                "store", "jpa", "db-url", "jdbc:h2:mem:cold;DB_CLOSE_DELAY=-1", "schema", "migrate")
            : postgres.create("cold"));
    arguments.put("verified-tokens", "0");
    arguments.putAll(options.settings());
    arguments.put(".digest", digest.name());
    arguments.put(".keys", options.text("keys"));
    try (ChildJvm child = ChildJvm.start(ColdNode.class, List.of(), arguments)) {
      child.ask("run 8 " + options.text("first-warmup"));
      for (String threads : options.list("threads")) {
        child.ask("run " + threads + " " + options.text("warmup"));
        long before = postgres == null ? 0 : postgres.cpuMicros();
        Answer answer = child.ask("run " + threads + " " + options.text("seconds"));
        long used = postgres == null ? 0 : postgres.cpuMicros() - before;
        answer.values().put("databaseMicros", String.valueOf(used));
        cells
            .computeIfAbsent(new Cell(digest, database, threads), it -> new ArrayList<>())
            .add(answer);
      }
    }
  }

  private void report() {
    Report.head(
        "Cold verifications",
        options,
        "sallyport",
        "hibernate",
        "hikari",
        "argon2-jvm",
        "h2",
        "postgresql",
        "postgresql-driver");
    Report.note(
        "%s launches of each JVM and database; median (min-max). H2 runs in the JVM.",
        options.text("launches"));
    Table table =
        new Table(
            "digest",
            "database",
            "threads",
            "verifications/s",
            "p50 ms",
            "p99 ms",
            "CPU us each, JVM",
            "CPU us each, database",
            "busy (503)");
    cells.forEach(
        (cell, launches) ->
            table.row(
                cell.digest(),
                cell.database(),
                cell.threads(),
                Answer.spread(launches, it -> it.number("perSecond")).text(0),
                Answer.spread(launches, it -> it.number("p50") / 1000).text(2),
                Answer.spread(launches, it -> it.number("p99") / 1000).text(2),
                Answer.spread(launches, it -> it.number("cpuMicros") / it.number("verifications"))
                    .text(0),
                Answer.spread(
                        launches, it -> it.number("databaseMicros") / it.number("verifications"))
                    .text(0),
                launches.stream().map(it -> it.text("busy")).collect(joining(" "))));
    Report.table(table);
  }
}

package dev.sallyport.benchmarks.load;

import dev.sallyport.benchmarks.load.keys.DigestKind;
import dev.sallyport.benchmarks.load.keys.NumberedTokens;
import dev.sallyport.benchmarks.load.keys.SallyportInstances;
import dev.sallyport.benchmarks.load.process.ChildJvm;
import dev.sallyport.benchmarks.load.process.Cpu;
import dev.sallyport.benchmarks.load.process.Postgres;
import dev.sallyport.benchmarks.load.report.Answer;
import dev.sallyport.benchmarks.load.report.Options;
import dev.sallyport.benchmarks.load.report.Report;
import dev.sallyport.benchmarks.load.report.Table;
import dev.sallyport.spi.Backend;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Measures the cost of refreshing the state of many active keys on one node: CPU of the JVM and of
 * PostgreSQL, and statements, compared with the same use without refresh.
 */
public final class ActiveKeys {
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "keys", "100000",
          "owners", "1000",
          "rates", "2000,10000,50000",
          "staleness", "1h,2s",
          "digest", "sha512",
          "warmup", "6",
          "seconds", "15",
          "threads", "2");
  private static final String STATEMENTS =
      "select coalesce(sum(calls), 0)::bigint, coalesce(sum(rows), 0)::bigint from pg_stat_statements"
          + " where dbid = (select oid from pg_database where datname = 'active')"
          + " and query ilike 'select%sallyport_key%' and query not like '%pg_stat%'";

  private final Options options;
  private final Table table =
      new Table(
          "max-staleness",
          "uses/s",
          "each key every",
          "JVM CPU, cores",
          "PostgreSQL CPU, cores",
          "reads/s",
          "keys read/s",
          "keys per read",
          "p50 us",
          "p99 us",
          "max ms",
          "below the rate",
          "unavailable (503)");

  private ActiveKeys(Options options) {
    this.options = options;
  }

  public static void main(String[] args) {
    ActiveKeys program = new ActiveKeys(Options.parse(ActiveKeys.class, DEFAULTS, args));
    program.measure();
    program.report();
  }

  private void measure() {
    NumberedTokens tokens = new NumberedTokens(new SplittableRandom().nextLong());
    DigestKind digest = DigestKind.of(options.text("digest"));
    try (Postgres postgres = Postgres.start()) {
      Map<String, String> settings = new HashMap<>(postgres.create("active"));
      postgres.run("active", "create extension pg_stat_statements");
      settings.putAll(digest.settings());
      settings.put("verified-tokens", String.valueOf(2 * options.number("keys")));
      settings.putAll(options.settings());
      try (Backend backend = SallyportInstances.database(settings)) {
        SallyportInstances.fill(
            backend, tokens, options.number("keys"), options.number("owners"), digest.digester());
      }
      postgres.run("active", "vacuum analyze");
      settings.put(".seed", String.valueOf(tokens.seed()));
      settings.put(".keys", options.text("keys"));
      settings.put(".threads", options.text("threads"));
      for (String staleness : options.list("staleness")) {
        settings.put("max-staleness", staleness);
        try (ChildJvm node = ChildJvm.start(ActiveNode.class, List.of(), settings)) {
          node.ask("verify");
          for (String rate : options.list("rates")) {
            node.ask("use " + rate + " " + options.text("warmup"));
            measure(postgres, node, staleness, Integer.parseInt(rate));
          }
        }
      }
    }
  }

  private void measure(Postgres postgres, ChildJvm node, String staleness, int rate) {
    double seconds = options.number("seconds");
    List<Object> before = postgres.row("active", STATEMENTS);
    long databaseCpu = postgres.cpuMicros();
    long nodeCpu = Cpu.micros(node.pid());
    Answer answer = node.ask("use " + rate + " " + options.text("seconds"));
    double nodeCores = (Cpu.micros(node.pid()) - nodeCpu) / 1e6 / seconds;
    double databaseCores = (postgres.cpuMicros() - databaseCpu) / 1e6 / seconds;
    List<Object> after = postgres.row("active", STATEMENTS);
    double reads = difference(after, before, 0) / seconds;
    double keysRead = difference(after, before, 1) / seconds;
    table.row(
        staleness,
        "%,d".formatted(rate),
        "%.1f s".formatted(options.number("keys") / (double) rate),
        "%.3f".formatted(nodeCores),
        "%.3f".formatted(databaseCores),
        "%,.1f".formatted(reads),
        "%,.0f".formatted(keysRead),
        "%.0f".formatted(reads == 0 ? 0 : keysRead / reads),
        "%.1f".formatted(answer.number("p50")),
        "%.1f".formatted(answer.number("p99")),
        "%.1f".formatted(answer.number("max") / 1e3),
        "%.2f %%".formatted(100 - 100 * answer.number("uses") / (rate * seconds)),
        answer.text("unavailable"));
  }

  private static double difference(List<Object> after, List<Object> before, int column) {
    return ((Number) after.get(column)).doubleValue() - ((Number) before.get(column)).doubleValue();
  }

  private void report() {
    Report.head(
        "Keeping " + options.text("keys") + " active keys fresh",
        options,
        "sallyport",
        "hibernate",
        "postgresql");
    Report.note(
        "one node, in-process, every key in turn; %s s each; 1h means no refresh",
        options.text("seconds"));
    Report.table(table);
  }
}

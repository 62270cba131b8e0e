package dev.sallyport.benchmarks.load;

import dev.sallyport.benchmarks.load.keys.DigestKind;
import dev.sallyport.benchmarks.load.keys.NumberedTokens;
import dev.sallyport.benchmarks.load.keys.SallyportInstances;
import dev.sallyport.benchmarks.load.process.ChildJvm;
import dev.sallyport.benchmarks.load.process.Postgres;
import dev.sallyport.benchmarks.load.report.Answer;
import dev.sallyport.benchmarks.load.report.Options;
import dev.sallyport.benchmarks.load.report.Report;
import dev.sallyport.benchmarks.load.report.Table;
import dev.sallyport.spi.Backend;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Measures how a node recovers after a restart: a new JVM with empty caches over a store of active
 * keys, which many threads use without pause or at a fixed rate, a few keys often and most rarely.
 */
public final class Restart {
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "digest", "token",
          "keys", "100000",
          "owners", "1000",
          "zipf", "1.0",
          "threads", "64",
          "rate", "0",
          "seconds", "75",
          "steady", "10",
          "jvm-args", "");
  private static final double FULL_SPEED = 0.95;

  private final Options options;
  private final DigestKind digest;

  private Restart(Options options) {
    this.options = options;
    this.digest = DigestKind.of(options.text("digest"));
  }

  public static void main(String[] args) {
    Restart program = new Restart(Options.parse(Restart.class, DEFAULTS, args));
    program.report(program.measure());
  }

  private Answer measure() {
    NumberedTokens tokens = new NumberedTokens(new SplittableRandom().nextLong());
    try (Postgres postgres = Postgres.start()) {
      Map<String, String> settings = new HashMap<>(postgres.create("restart"));
      settings.putAll(digest.settings());
      settings.putAll(options.settings());
      try (Backend backend = SallyportInstances.database(settings)) {
        SallyportInstances.fill(
            backend, tokens, options.number("keys"), options.number("owners"), digest.digester());
      }
      postgres.run("restart", "vacuum analyze");
      Report.progress("%s keys created", options.text("keys"));
      settings.put(".seed", String.valueOf(tokens.seed()));
      settings.put(".database", String.valueOf(postgres.postmaster()));
      for (String name : List.of("keys", "zipf", "threads", "rate", "seconds")) {
        settings.put("." + name, options.text(name));
      }
      List<String> jvmArgs =
          Arrays.stream(options.text("jvm-args").split(" ", -1))
              .filter(it -> !it.isEmpty())
              .toList();
      try (ChildJvm node = ChildJvm.start(RestartNode.class, jvmArgs, settings)) {
        return node.ask("run");
      }
    }
  }

  private void report(Answer answer) {
    long[] requests = numbers(answer, "requests");
    long[] failed = numbers(answer, "failed");
    long[] p99 = numbers(answer, "p99");
    long[] jvm = numbers(answer, "jvm");
    long[] database = numbers(answer, "database");
    boolean isPaced = options.number("rate") > 0;
    int steadySeconds = options.number("steady");
    double steady = lastOf(requests, steadySeconds);
    double calm = lastOf(p99, steadySeconds);
    int full = fullSpeed(requests, steady, p99, calm);
    Report.head(
        "Restart with " + options.text("keys") + " live keys, " + digest,
        options,
        "sallyport",
        "hibernate",
        "hikari",
        "argon2-jvm",
        "postgresql");
    Report.note(
        "new JVM, empty memory, %s threads %s, Zipf s=%s, in-process (no HTTP)",
        options.text("threads"),
        isPaced
            ? "with " + options.text("rate") + " requests/s, late ones counted from when due"
            : "without pause",
        options.text("zipf"));
    Report.note(
        "steady: %,.0f requests/s%s (means of the last %d s); %.0f %% of it%s after %d s and %.1f s"
            + " of CPU (JVM %.1f, PostgreSQL %.1f)",
        steady,
        isPaced ? ", p99 %,.0f us".formatted(calm) : "",
        steadySeconds,
        FULL_SPEED * 100,
        isPaced ? ", and p99 within twice," : "",
        full + 1,
        (sum(jvm, full) + sum(database, full)) / 1e6,
        sum(jvm, full) / 1e6,
        sum(database, full) / 1e6);
    Report.note(
        "failed: %d of %,d (denied %s, no permit %s, store late or unavailable %s); keys seen: %s; opening"
            + " Sallyport: %.1f s and %.1f s of CPU",
        Arrays.stream(failed).sum(),
        Arrays.stream(requests).sum(),
        answer.text("denied"),
        answer.text("busy"),
        answer.text("unavailable"),
        answer.text("seen"),
        answer.number("startMillis") / 1e3,
        answer.number("startCpu") / 1e6);
    Table table =
        new Table(
            "second",
            "requests/s",
            "% of steady",
            "p99 us",
            "failed",
            "JVM CPU s",
            "PostgreSQL CPU s",
            "CPU s so far");
    for (int second = 0; second < requests.length; second++) {
      if (second < 10 || second % 5 == 4 || Math.abs(second - full) <= 1) {
        table.row(
            second + 1,
            "%,d".formatted(requests[second]),
            "%.1f".formatted(100 * requests[second] / steady),
            isPaced ? "%,d".formatted(p99[second]) : "",
            failed[second],
            "%.2f".formatted(jvm[second] / 1e6),
            "%.2f".formatted(database[second] / 1e6),
            "%.1f".formatted((sum(jvm, second) + sum(database, second)) / 1e6));
      }
    }
    Report.table(table);
  }

  private static double lastOf(long[] values, int seconds) {
    return Arrays.stream(values, values.length - seconds, values.length).average().orElse(0);
  }

  /** Returns the first second from which two out of three are at full speed. */
  private static int fullSpeed(long[] requests, double steady, long[] p99, double calm) {
    IntPredicate isFast =
        second -> requests[second] >= FULL_SPEED * steady && p99[second] <= 2 * calm;
    for (int second = 0; second + 2 < requests.length; second++) {
      long fast = IntStream.range(second, second + 3).filter(isFast).count();
      if (fast >= 2 && isFast.test(second)) {
        return second;
      }
    }
    return requests.length - 1;
  }

  private static long[] numbers(Answer answer, String name) {
    return Arrays.stream(answer.text(name).split(",", -1)).mapToLong(Long::parseLong).toArray();
  }

  private static long sum(long[] values, int through) {
    return Arrays.stream(values, 0, through + 1).sum();
  }
}

package dev.sallyport.benchmarks.load;

import dev.sallyport.benchmarks.load.http.HttpLoad;
import dev.sallyport.benchmarks.load.http.HttpLoad.Request;
import dev.sallyport.benchmarks.load.http.Tally;
import dev.sallyport.benchmarks.load.http.Timeline;
import dev.sallyport.benchmarks.load.keys.DigestKind;
import dev.sallyport.benchmarks.load.keys.KillResult;
import dev.sallyport.benchmarks.load.keys.NumberedTokens;
import dev.sallyport.benchmarks.load.keys.SallyportInstances;
import dev.sallyport.benchmarks.load.process.ChildJvm;
import dev.sallyport.benchmarks.load.process.Cpu;
import dev.sallyport.benchmarks.load.process.Postgres;
import dev.sallyport.benchmarks.load.process.Wrk;
import dev.sallyport.benchmarks.load.report.Options;
import dev.sallyport.benchmarks.load.report.Report;
import dev.sallyport.benchmarks.load.report.Table;
import dev.sallyport.spi.Backend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures a server under load while PostgreSQL is frozen and while it is down, then the content of
 * the database after the server itself was killed.
 */
public final class Outage {
  private static final Map<String, String> DEFAULTS =
      Map.ofEntries(
          Map.entry("host", "jetty"),
          Map.entry("digest", "token"),
          Map.entry("verified", "200"),
          Map.entry("verified-rate", "1000"),
          Map.entry("unverified-rate", "20"),
          Map.entry("before", "8"),
          Map.entry("frozen", "20"),
          Map.entry("between", "12"),
          Map.entry("dead", "10"),
          Map.entry("after", "15"),
          Map.entry("last-used-interval", "5s"),
          Map.entry("jvm-args", "-Xmx1g"));
  private static final Duration TIMEOUT = Duration.ofSeconds(15);
  private static final int CONNECTIONS = 64;
  private static final int OWNERS = 10;
  private static final double NANOS_PER_SECOND = 1e9;

  private final Options options;
  private final NumberedTokens tokens = new NumberedTokens(new SplittableRandom().nextLong());
  private final int verified;
  private final int seconds;
  private final AtomicLongArray lastSuccessMillis;
  private final int[] threads;
  private final Map<String, Long> events = new HashMap<>();

  private Outage(Options options) {
    this.options = options;
    this.verified = options.number("verified");
    this.seconds =
        List.of("before", "frozen", "between", "dead", "after").stream()
            .mapToInt(options::number)
            .sum();
    this.lastSuccessMillis = new AtomicLongArray(verified);
    this.threads = new int[seconds];
  }

  public static void main(String[] args) throws IOException {
    new Outage(Options.parse(Outage.class, DEFAULTS, args)).measure();
  }

  private void measure() throws IOException {
    Path acknowledged = Files.createTempFile("sallyport-load", ".acknowledged");
    DigestKind digest = DigestKind.of(options.text("digest"));
    try (Postgres postgres = Postgres.start()) {
      Map<String, String> settings = new HashMap<>(postgres.create("outage"));
      settings.putAll(digest.settings());
      settings.put("last-used-interval", options.text("last-used-interval"));
      settings.putAll(options.settings());
      int unverified = options.number("unverified-rate") * seconds + 1;
      try (Backend backend = SallyportInstances.database(settings)) {
        SallyportInstances.fill(backend, tokens, verified + unverified, OWNERS, digest.digester());
      }
      Map<String, String> arguments = new HashMap<>(settings);
      arguments.put(".host", options.text("host"));
      try (ChildJvm server =
          ChildJvm.start(
              SallyportServer.class,
              List.of(options.text("jvm-args").strip().split(" +", -1)),
              arguments)) {
        int port = (int) server.greeting().whole("port");
        Wrk.warmUp(port, authorization(0), 5);
        server.ask("churn " + acknowledged);
        long start = System.nanoTime();
        Timeline ofVerified = new Timeline(start);
        Timeline ofUnverified = new Timeline(start);
        run(postgres, server, port, start, ofVerified, ofUnverified);
        server.kill();
        long killedMillis = System.currentTimeMillis();
        report(start, ofVerified, ofUnverified);
        KillResult.of(settings, acknowledged, tokens, lastSuccessMillis, killedMillis)
            .report(options.text("last-used-interval"), verified + unverified);
      }
    } finally {
      Files.delete(acknowledged);
    }
  }

  /** Runs the load until the end. The caller kills the server while the last responses arrive. */
  private void run(
      Postgres postgres,
      ChildJvm server,
      int port,
      long start,
      Timeline ofVerified,
      Timeline ofUnverified) {
    ExecutorService pool = Executors.newFixedThreadPool(3);
    Duration duration = Duration.ofSeconds(seconds);
    CompletableFuture<Void> verifiedLoad =
        CompletableFuture.runAsync(() -> useVerified(port, duration, ofVerified), pool);
    CompletableFuture<Void> unverifiedLoad =
        CompletableFuture.runAsync(() -> useUnverified(port, duration, ofUnverified), pool);
    CompletableFuture<Void> watch =
        CompletableFuture.runAsync(() -> watchThreads(start, server.pid()), pool);
    long at = start;
    at = after(at, "before");
    postgres.freeze();
    mark("frozen");
    at = after(at, "frozen");
    postgres.thaw();
    mark("thawed");
    at = after(at, "between");
    postgres.kill();
    mark("killed");
    after(at, "dead");
    postgres.restart();
    mark("restarted");
    CompletableFuture.allOf(verifiedLoad, unverifiedLoad, watch).join();
    pool.shutdown();
  }

  private void useVerified(int port, Duration duration, Timeline timeline) {
    SplittableRandom random = new SplittableRandom();
    List<String> fields = new ArrayList<>();
    for (int number = 0; number < verified; number++) {
      fields.add(authorization(number));
    }
    new HttpLoad(port, CONNECTIONS, options.number("verified-rate"), TIMEOUT)
        .run(
            duration,
            () -> {
              int number = random.nextInt(verified);
              return Request.get(SallyportServer.GUARDED, fields.get(number), number);
            },
            outcome -> {
              timeline.count(outcome);
              if (outcome.status() == 200) {
                lastSuccessMillis.set(outcome.tag(), System.currentTimeMillis());
              }
            });
  }

  private void useUnverified(int port, Duration duration, Timeline timeline) {
    AtomicInteger next = new AtomicInteger(verified);
    new HttpLoad(port, CONNECTIONS, options.number("unverified-rate"), TIMEOUT)
        .run(
            duration,
            () -> {
              int number = next.getAndIncrement();
              return Request.get(SallyportServer.GUARDED, authorization(number), number);
            },
            timeline::count);
  }

  private String authorization(int number) {
    return "Authorization: Token " + tokens.token(number).reveal() + "\r\n";
  }

  private void watchThreads(long start, long pid) {
    for (int second = 0; second < seconds; second++) {
      waitUntil(start + (long) ((second + 0.9) * NANOS_PER_SECOND));
      threads[second] = Cpu.threads(pid);
    }
  }

  private void mark(String event) {
    events.put(event, System.nanoTime());
    Report.progress("%s", event);
  }

  private long after(long start, String option) {
    long end = start + (long) (options.number(option) * NANOS_PER_SECOND);
    waitUntil(end);
    return end;
  }

  private static void waitUntil(long nanos) {
    while (nanos - System.nanoTime() > 0) {
      LockSupport.parkNanos(nanos - System.nanoTime());
    }
  }

  private void report(long start, Timeline ofVerified, Timeline ofUnverified) {
    Report.head(
        "PostgreSQL outage under load",
        options,
        "sallyport",
        options.text("host"),
        "hikari",
        "postgresql",
        "postgresql-driver");
    Report.note(
        "%s verified keys, %s requests/s; %s/s with unverified keys; latency from when each"
            + " was due",
        options.text("verified"), options.text("verified-rate"), options.text("unverified-rate"));
    for (String event : List.of("thawed", "restarted")) {
      long nanos = events.getOrDefault(event, start);
      Report.note(
          "%s: the first unverified key was authenticated %s",
          event,
          ofUnverified
              .firstSuccessAfter(nanos)
              .map(it -> "after %.2f s".formatted((it - nanos) / NANOS_PER_SECOND))
              .orElse("never"));
    }
    Table table =
        new Table(
            "second",
            "PostgreSQL",
            "verified, by status",
            "p99 ms",
            "max ms",
            "unverified, by status",
            "p99 ms",
            "503 without Retry-After",
            "threads");
    for (int second = 0; second < seconds; second++) {
      Tally verifiedTally = ofVerified.at(second);
      Tally unverifiedTally = ofUnverified.at(second);
      table.row(
          second,
          state(second),
          verifiedTally.statuses(),
          "%.1f".formatted(verifiedTally.latencies().micros(99) / 1e3),
          "%.1f".formatted(verifiedTally.latencies().maxMicros() / 1e3),
          unverifiedTally.statuses(),
          "%.0f".formatted(unverifiedTally.latencies().micros(99) / 1e3),
          verifiedTally.busyWithoutRetryAfter() + unverifiedTally.busyWithoutRetryAfter(),
          threads[second]);
    }
    Report.table(table);
  }

  private String state(int second) {
    int frozen = options.number("before");
    int thawed = frozen + options.number("frozen");
    int killed = thawed + options.number("between");
    int restarted = killed + options.number("dead");
    if (second >= frozen && second < thawed) {
      return "frozen";
    }
    return second >= killed && second < restarted ? "down" : "up";
  }
}

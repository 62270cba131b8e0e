package dev.sallyport.benchmarks.load;

import dev.sallyport.benchmarks.load.HttpLoad.Request;
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
 * What a server under load does while PostgreSQL stands still, and while it is gone; then what is
 * left in the database when the server itself is killed.
 */
public final class Outage {
  private static final Map<String, String> DEFAULTS =
      Map.ofEntries(
          Map.entry("host", "jetty"),
          Map.entry("digest", "token"),
          Map.entry("proven", "200"),
          Map.entry("proven-rate", "1000"),
          Map.entry("unproven-rate", "20"),
          Map.entry("before", "8"),
          Map.entry("frozen", "20"),
          Map.entry("between", "12"),
          Map.entry("dead", "10"),
          Map.entry("after", "15"),
          Map.entry("last-used-interval", "5s"),
          Map.entry("jvm-args", "-Xmx1g"));
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final int CONNECTIONS = 64;
  private static final int OWNERS = 10;
  private static final double NANOS_PER_SECOND = 1e9;

  private final Options options;
  private final NumberedTokens tokens = new NumberedTokens(new SplittableRandom().nextLong());
  private final int proven;
  private final int seconds;
  private final AtomicLongArray lastSuccessMillis;
  private final int[] threads;
  private final Map<String, Long> events = new HashMap<>();

  private Outage(Options options) {
    this.options = options;
    this.proven = options.number("proven");
    this.seconds =
        List.of("before", "frozen", "between", "dead", "after").stream()
            .mapToInt(options::number)
            .sum();
    this.lastSuccessMillis = new AtomicLongArray(proven);
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
      int unproven = options.number("unproven-rate") * seconds + 1;
      try (Backend backend = Gates.database(settings)) {
        Gates.fill(backend, tokens, proven + unproven, OWNERS, digest.digester());
      }
      Map<String, String> arguments = new HashMap<>(settings);
      arguments.put(".host", options.text("host"));
      try (ChildJvm server =
          ChildJvm.start(
              GateServer.class,
              List.of(options.text("jvm-args").strip().split(" +", -1)),
              arguments)) {
        int port = (int) server.greeting().whole("port");
        Wrk.warmUp(port, authorization(0), 5);
        server.ask("churn " + acknowledged);
        long start = System.nanoTime();
        Timeline ofProven = new Timeline(start);
        Timeline ofUnproven = new Timeline(start);
        run(postgres, server, port, start, ofProven, ofUnproven);
        server.kill();
        long killedMillis = System.currentTimeMillis();
        report(start, ofProven, ofUnproven);
        Aftermath.of(settings, acknowledged, tokens, lastSuccessMillis, killedMillis)
            .report(options.text("last-used-interval"), proven + unproven);
      }
    } finally {
      Files.delete(acknowledged);
    }
  }

  /** The load goes on until the end; the caller kills the server while the last of it is heard. */
  private void run(
      Postgres postgres,
      ChildJvm server,
      int port,
      long start,
      Timeline ofProven,
      Timeline ofUnproven) {
    ExecutorService pool = Executors.newFixedThreadPool(3);
    Duration duration = Duration.ofSeconds(seconds);
    CompletableFuture<Void> good =
        CompletableFuture.runAsync(() -> useProven(port, duration, ofProven), pool);
    CompletableFuture<Void> fresh =
        CompletableFuture.runAsync(() -> useUnproven(port, duration, ofUnproven), pool);
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
    CompletableFuture.allOf(good, fresh, watch).join();
    pool.shutdown();
  }

  private void useProven(int port, Duration duration, Timeline timeline) {
    SplittableRandom random = new SplittableRandom();
    List<String> fields = new ArrayList<>();
    for (int number = 0; number < proven; number++) {
      fields.add(authorization(number));
    }
    new HttpLoad(port, CONNECTIONS, options.number("proven-rate"), PATIENCE)
        .run(
            duration,
            () -> {
              int number = random.nextInt(proven);
              return Request.get(GateServer.GUARDED, fields.get(number), number);
            },
            outcome -> {
              timeline.count(outcome);
              if (outcome.status() == 200) {
                lastSuccessMillis.set(outcome.tag(), System.currentTimeMillis());
              }
            });
  }

  private void useUnproven(int port, Duration duration, Timeline timeline) {
    AtomicInteger next = new AtomicInteger(proven);
    new HttpLoad(port, CONNECTIONS, options.number("unproven-rate"), PATIENCE)
        .run(
            duration,
            () -> {
              int number = next.getAndIncrement();
              return Request.get(GateServer.GUARDED, authorization(number), number);
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

  private void report(long start, Timeline ofProven, Timeline ofUnproven) {
    Report.head(
        "PostgreSQL away under load",
        options,
        "sallyport",
        options.text("host"),
        "hikari",
        "postgresql",
        "postgresql-driver");
    Report.note(
        "%s proven keys, %s requests/s; %s/s with keys that were never seen; latency from when each"
            + " was due",
        options.text("proven"), options.text("proven-rate"), options.text("unproven-rate"));
    for (String event : List.of("thawed", "restarted")) {
      long nanos = events.getOrDefault(event, start);
      Report.note(
          "%s: the first key that was never seen was let in %s later",
          event,
          ofUnproven
              .firstSuccessAfter(nanos)
              .map(it -> "%.2f s".formatted((it - nanos) / NANOS_PER_SECOND))
              .orElse("never or"));
    }
    Table table =
        new Table(
            "second",
            "PostgreSQL",
            "proven, by status",
            "p99 ms",
            "max ms",
            "unproven, by status",
            "p99 ms",
            "503 without Retry-After",
            "threads");
    for (int second = 0; second < seconds; second++) {
      Tally good = ofProven.at(second);
      Tally fresh = ofUnproven.at(second);
      table.row(
          second,
          state(second),
          good.statuses(),
          "%.1f".formatted(good.latencies().micros(99) / 1e3),
          "%.1f".formatted(good.latencies().maxMicros() / 1e3),
          fresh.statuses(),
          "%.0f".formatted(fresh.latencies().micros(99) / 1e3),
          good.busyWithoutRetryAfter() + fresh.busyWithoutRetryAfter(),
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
      return "stands still";
    }
    return second >= killed && second < restarted ? "gone" : "up";
  }
}

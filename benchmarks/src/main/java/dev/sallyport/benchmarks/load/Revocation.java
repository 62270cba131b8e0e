package dev.sallyport.benchmarks.load;

import dev.sallyport.benchmarks.load.keys.DigestKind;
import dev.sallyport.benchmarks.load.keys.NumberedTokens;
import dev.sallyport.benchmarks.load.keys.SallyportInstances;
import dev.sallyport.benchmarks.load.process.ChildJvm;
import dev.sallyport.benchmarks.load.process.Postgres;
import dev.sallyport.benchmarks.load.process.RedisPorts;
import dev.sallyport.benchmarks.load.report.Answer;
import dev.sallyport.benchmarks.load.report.Options;
import dev.sallyport.benchmarks.load.report.Percentiles;
import dev.sallyport.benchmarks.load.report.Report;
import dev.sallyport.benchmarks.load.report.Table;
import dev.sallyport.spi.Backend;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import redis.embedded.RedisServer;

/**
 * Measures how long other nodes still authenticate a key after one node deactivated it: nodes in
 * separate JVMs on one PostgreSQL, of which the first deactivates keys and the others authenticate
 * them continuously.
 *
 * <p>All processes read the same monotonic clock, so their instants can be compared.
 */
public final class Revocation {
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "nodes", "2",
          "keys", "1000",
          "batch", "50",
          "digest", "sha512",
          "max-staleness", "2s",
          "within-ms", "2000",
          "wait-ms", "3000",
          "cluster", "none");
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final int OWNERS = 10;
  private static final int SETTLE_MILLIS = 500;

  private final Options options;
  private final SplittableRandom random = new SplittableRandom();
  private final Percentiles lags = new Percentiles();
  private long authenticatedAfterDenial;
  private long authenticatedOnFirstNode;
  private long lateKeys;

  private Revocation(Options options) {
    this.options = options;
  }

  public static void main(String[] args) throws IOException {
    Revocation program = new Revocation(Options.parse(Revocation.class, DEFAULTS, args));
    program.measure();
    program.report();
  }

  private void measure() throws IOException {
    NumberedTokens tokens = new NumberedTokens(random.nextLong());
    RedisServer redis = options.text("cluster").equals("redis") ? redis() : null;
    try (Postgres postgres = Postgres.start()) {
      Map<String, String> settings = settings(postgres, redis);
      DigestKind digest = DigestKind.of(options.text("digest"));
      try (Backend backend = SallyportInstances.database(settings)) {
        SallyportInstances.fill(backend, tokens, options.number("keys"), OWNERS, digest.digester());
      }
      settings.put(".seed", String.valueOf(tokens.seed()));
      List<ChildJvm> nodes = new ArrayList<>();
      try {
        for (int node = 0; node < options.number("nodes"); node++) {
          nodes.add(ChildJvm.start(RevocationNode.class, List.of("-Xmx512m"), settings));
        }
        int batch = options.number("batch");
        for (int from = 0; from < options.number("keys"); from += batch) {
          batch(nodes, from, Math.min(options.number("keys"), from + batch));
          Report.progress("%d keys, worst so far %.0f ms", from + batch, lags.maxMicros() / 1e3);
        }
      } finally {
        nodes.forEach(ChildJvm::close);
      }
    } finally {
      if (redis != null) {
        redis.stop();
      }
    }
  }

  private Map<String, String> settings(Postgres postgres, @Nullable RedisServer redis) {
    Map<String, String> settings = new HashMap<>(postgres.create("revocation"));
    settings.putAll(DigestKind.of(options.text("digest")).settings());
    settings.put("max-staleness", options.text("max-staleness"));
    if (redis != null) {
      settings.put("cluster", "redis");
      settings.put("redis-url", "redis://127.0.0.1:" + redis.ports().get(0));
    }
    settings.putAll(options.settings());
    return settings;
  }

  private static RedisServer redis() throws IOException {
    RedisServer redis =
        RedisServer.newRedisServer().port(RedisPorts.free()).bind("127.0.0.1").build();
    redis.start();
    return redis;
  }

  /** Deactivates keys at random instants and measures when the other nodes noticed each. */
  private void batch(List<ChildJvm> nodes, int from, int to) {
    List<ChildJvm> others = nodes.subList(1, nodes.size());
    others.forEach(node -> node.ask("watch " + from + " " + to));
    sleepMillis(SETTLE_MILLIS);
    long[] instants =
        random
            .longs(to - from, 0, options.number("within-ms") * NANOS_PER_MILLI)
            .sorted()
            .toArray();
    long start = System.nanoTime();
    long[] returned = new long[to - from];
    for (int i = 0; i < returned.length; i++) {
      LockSupport.parkNanos(start + instants[i] - System.nanoTime());
      Answer answer = nodes.get(0).ask("deactivate " + (from + i));
      returned[i] = answer.whole("at");
      authenticatedOnFirstNode += answer.whole("acceptedAfter");
    }
    sleepMillis(options.number("wait-ms"));
    for (ChildJvm node : others) {
      Answer answer = node.ask("stop");
      authenticatedAfterDenial += answer.whole("again");
      long[] last =
          Arrays.stream(answer.text("last").split(",", -1)).mapToLong(Long::parseLong).toArray();
      for (int i = 0; i < returned.length; i++) {
        lags.record(last[i] - returned[i]);
        lateKeys += last[i] - returned[i] > staleness() ? 1 : 0;
      }
    }
  }

  private long staleness() {
    return (long) (Double.parseDouble(options.text("max-staleness").replaceFirst("s$", "")) * 1e9);
  }

  private static void sleepMillis(long millis) {
    long end = System.nanoTime() + millis * NANOS_PER_MILLI;
    while (end - System.nanoTime() > 0) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
  }

  private void report() {
    Report.head(
        "Revocation across nodes", options, "sallyport", "postgresql", "hibernate", "lettuce");
    Report.note(
        "deactivated on one node, authenticated on the others about every 0.2 ms; lag: from"
            + " the return of the deactivation to the start of the last authenticated request");
    Table table =
        new Table(
            "nodes",
            "cluster",
            "max-staleness",
            "measured",
            "p50 ms",
            "p99 ms",
            "worst ms",
            "beyond max-staleness",
            "authenticated after a denial",
            "authenticated on the deactivating node");
    table.row(
        options.text("nodes"),
        options.text("cluster"),
        options.text("max-staleness"),
        lags.count(),
        "%.1f".formatted(lags.micros(50) / 1e3),
        "%.1f".formatted(lags.micros(99) / 1e3),
        "%.1f".formatted(lags.maxMicros() / 1e3),
        lateKeys,
        authenticatedAfterDenial,
        authenticatedOnFirstNode);
    Report.table(table);
  }
}

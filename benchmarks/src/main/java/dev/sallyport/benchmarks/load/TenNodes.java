package dev.sallyport.benchmarks.load;

import dev.sallyport.Sallyport;
import dev.sallyport.authentication.AuthenticationResult.Authenticated;
import dev.sallyport.authentication.OverloadedException;
import dev.sallyport.benchmarks.load.keys.ClosedLoop;
import dev.sallyport.benchmarks.load.keys.CountingStore;
import dev.sallyport.benchmarks.load.keys.DigestKind;
import dev.sallyport.benchmarks.load.keys.NumberedTokens;
import dev.sallyport.benchmarks.load.keys.OpenLoop;
import dev.sallyport.benchmarks.load.keys.SallyportInstances;
import dev.sallyport.benchmarks.load.keys.SimulatedStore;
import dev.sallyport.benchmarks.load.keys.Zipf;
import dev.sallyport.benchmarks.load.process.JvmStats;
import dev.sallyport.benchmarks.load.report.Options;
import dev.sallyport.benchmarks.load.report.Report;
import dev.sallyport.benchmarks.load.report.Table;
import dev.sallyport.spi.StoreException;
import dev.sallyport.token.Digester;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;
import org.HdrHistogram.Recorder;

/**
 * Measures the load of ten nodes and ten million keys on one database: real Sallyport instances in
 * this JVM, each with its own caches, readers and writers, over a simulated store that takes as
 * long as a database and counts calls.
 */
public final class TenNodes {
  private static final Map<String, String> DEFAULTS =
      Map.ofEntries(
          Map.entry("nodes", "10"),
          Map.entry("keys", "10000000"),
          Map.entry("owners", "1000000"),
          Map.entry("zipf", "1.0"),
          Map.entry("rate", "1000"),
          Map.entry("staleness", "2s,10s,60s"),
          Map.entry("answer-micros", "500"),
          Map.entry("threads", "64"),
          Map.entry("fill", "30"),
          Map.entry("warmup", "10"),
          Map.entry("seconds", "60"));

  private final Options options;
  private final Zipf zipf;
  private final NumberedTokens tokens = new NumberedTokens(new SplittableRandom().nextLong());
  private final List<Sallyport> instances = new ArrayList<>();
  private final LongAdder requests = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final Recorder latencies = new Recorder(3);
  private final Table table =
      new Table(
          "max-staleness",
          "requests/s of all",
          "queries/s",
          "keys read/s",
          "keys per query",
          "keys read per request",
          "batches/s",
          "last uses/s",
          "p50 us",
          "p99 us",
          "failed",
          "CPU of all nodes, cores");

  private TenNodes(Options options) {
    this.options = options;
    this.zipf = new Zipf(options.number("keys"), Double.parseDouble(options.text("zipf")));
  }

  public static void main(String[] args) {
    TenNodes program = new TenNodes(Options.parse(TenNodes.class, DEFAULTS, args));
    program.options.list("staleness").forEach(program::measure);
    program.report();
    System.exit(0);
  }

  private void measure(String staleness) {
    SimulatedStore keys = new SimulatedStore(tokens, options.number("owners"), Digester.sha512());
    CountingStore store = new CountingStore(keys, options.number("answer-micros") * 1000L);
    open(store, keys, staleness);
    ClosedLoop.run(options.number("threads"), seconds("fill"), this::present);
    load(seconds("warmup"));
    reset(store);
    long cpu = JvmStats.cpuMicros();
    load(seconds("seconds"));
    row(staleness, store.take(), JvmStats.cpuMicros() - cpu);
    instances.forEach(Sallyport::close);
    instances.clear();
  }

  private void open(CountingStore store, SimulatedStore owners, String staleness) {
    Map<String, String> settings = new HashMap<>(DigestKind.SHA512.settings());
    settings.put("max-staleness", staleness);
    settings.putAll(options.settings());
    for (int node = 0; node < options.number("nodes"); node++) {
      instances.add(
          Sallyport.builder(store, owners).settings(SallyportInstances.settings(settings)).build());
    }
  }

  private void load(Duration duration) {
    double perSecond = (double) options.number("rate") * instances.size();
    int threads = options.number("threads");
    OpenLoop.run(threads, perSecond, duration, this::present, latencies::recordValue);
  }

  private void reset(CountingStore store) {
    var unused = store.take();
    var unusedToo = latencies.getIntervalHistogram();
    requests.reset();
    failed.reset();
  }

  private boolean present(RandomGenerator random) {
    Sallyport sallyport = instances.get(random.nextInt(instances.size()));
    requests.increment();
    try {
      if (sallyport.authenticator().authenticate(tokens.token(zipf.draw(random)))
          instanceof Authenticated) {
        return true;
      }
    } catch (StoreException | OverloadedException e) {
      // counted below
    }
    failed.increment();
    return false;
  }

  private Duration seconds(String name) {
    return Duration.ofSeconds(options.number(name));
  }

  private void row(String staleness, CountingStore.Counts counts, long cpuMicros) {
    double seconds = options.number("seconds");
    var taken = latencies.getIntervalHistogram();
    table.row(
        staleness,
        "%,.0f".formatted(requests.sum() / seconds),
        "%,.0f".formatted(counts.queries() / seconds),
        "%,.0f".formatted(counts.keysRead() / seconds),
        "%.1f".formatted((double) counts.keysRead() / counts.queries()),
        "%.2f".formatted((double) counts.keysRead() / requests.sum()),
        "%,.1f".formatted(counts.batches() / seconds),
        "%,.0f".formatted(counts.usesWritten() / seconds),
        "%,.0f".formatted(taken.getValueAtPercentile(50) / 1e3),
        "%,.0f".formatted(taken.getValueAtPercentile(99) / 1e3),
        String.valueOf(failed.sum()),
        "%.2f".formatted(cpuMicros / 1e6 / seconds));
    Report.progress("%s measured", staleness);
  }

  private void report() {
    Report.head("Ten nodes", options, "sallyport");
    Report.note(
        "%s instances in one JVM, %s requests/s each, of %s keys with Zipf s=%s; a simulated store"
            + " responds after %s us; %s s each, after %s s without pause and %s s at the"
            + " rate; CPU includes the load and the store",
        options.text("nodes"),
        options.text("rate"),
        options.text("keys"),
        options.text("zipf"),
        options.text("answer-micros"),
        options.text("seconds"),
        options.text("fill"),
        options.text("warmup"));
    Report.table(table);
  }
}

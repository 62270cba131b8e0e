package dev.sallyport.benchmarks.load;

import static java.util.stream.Collectors.joining;

import dev.sallyport.Sallyport;
import dev.sallyport.authentication.AuthenticationResult.Authenticated;
import dev.sallyport.authentication.OverloadedException;
import dev.sallyport.benchmarks.load.keys.ClosedLoop;
import dev.sallyport.benchmarks.load.keys.NumberedTokens;
import dev.sallyport.benchmarks.load.keys.OpenLoop;
import dev.sallyport.benchmarks.load.keys.SallyportInstances;
import dev.sallyport.benchmarks.load.keys.Zipf;
import dev.sallyport.benchmarks.load.process.Commands;
import dev.sallyport.benchmarks.load.process.Cpu;
import dev.sallyport.benchmarks.load.process.JvmStats;
import dev.sallyport.spi.StoreException;
import dev.sallyport.token.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.HdrHistogram.Recorder;

/** Node of {@link Restart}. */
final class RestartNode {
  /** Distributes frequently used keys over the whole table. */
  private static final long SCATTER = 7919;

  private final Sallyport sallyport;
  private final Secret[] presented;
  private final Zipf zipf;
  private final LongAdder requests = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder denied = new LongAdder();
  private final LongAdder busy = new LongAdder();
  private final LongAdder unavailable = new LongAdder();
  private final Recorder latencies = new Recorder(3);
  private final AtomicIntegerArray seen;

  private RestartNode(Sallyport sallyport, Secret[] presented, Zipf zipf) {
    this.sallyport = sallyport;
    this.presented = presented;
    this.zipf = zipf;
    this.seen = new AtomicIntegerArray(presented.length);
  }

  public static void main(String[] args) throws Exception {
    Map<String, String> settings = Commands.arguments(args);
    NumberedTokens tokens = new NumberedTokens(Long.parseLong(Commands.take(settings, ".seed")));
    long database = Long.parseLong(Commands.take(settings, ".database"));
    int keys = Integer.parseInt(Commands.take(settings, ".keys"));
    double s = Double.parseDouble(Commands.take(settings, ".zipf"));
    int threads = Integer.parseInt(Commands.take(settings, ".threads"));
    int seconds = Integer.parseInt(Commands.take(settings, ".seconds"));
    int rate = Integer.parseInt(Commands.take(settings, ".rate"));
    long loaded = JvmStats.cpuMicros();
    long start = System.nanoTime();
    try (Sallyport sallyport = SallyportInstances.open(settings)) {
      long openMillis = (System.nanoTime() - start) / 1_000_000;
      long openCpu = JvmStats.cpuMicros() - loaded;
      Secret[] presented =
          IntStream.range(0, keys).parallel().mapToObj(tokens::token).toArray(Secret[]::new);
      RestartNode node = new RestartNode(sallyport, presented, new Zipf(keys, s));
      new Commands()
          .on("run", it -> node.run(threads, rate, seconds, database, openMillis, openCpu))
          .serve(Commands.DONE);
    }
    System.exit(0);
  }

  private Map<String, Object> run(
      int threads, int rate, int seconds, long database, long openMillis, long openCpu) {
    List<Long> requestsPerSecond = new ArrayList<>();
    List<Long> failedPerSecond = new ArrayList<>();
    List<Long> p99s = new ArrayList<>();
    List<Long> jvm = new ArrayList<>();
    List<Long> postgres = new ArrayList<>();
    long jvmBefore = JvmStats.cpuMicros();
    long postgresBefore = Cpu.microsOfFamily(database);
    long next = System.nanoTime();
    CompletableFuture<Void> load =
        CompletableFuture.runAsync(() -> load(threads, rate, Duration.ofSeconds(seconds)));
    for (int second = 0; second < seconds; second++) {
      next += 1_000_000_000L;
      while (next - System.nanoTime() > 0) {
        LockSupport.parkNanos(next - System.nanoTime());
      }
      requestsPerSecond.add(requests.sumThenReset());
      failedPerSecond.add(failed.sumThenReset());
      p99s.add(latencies.getIntervalHistogram().getValueAtPercentile(99) / 1000);
      jvm.add(-jvmBefore + (jvmBefore = JvmStats.cpuMicros()));
      postgres.add(-postgresBefore + (postgresBefore = Cpu.microsOfFamily(database)));
    }
    load.join();
    return Map.ofEntries(
        Map.entry("requests", joined(requestsPerSecond)),
        Map.entry("failed", joined(failedPerSecond)),
        Map.entry("p99", joined(p99s)),
        Map.entry("jvm", joined(jvm)),
        Map.entry("database", joined(postgres)),
        Map.entry("denied", denied.sum()),
        Map.entry("busy", busy.sum()),
        Map.entry("unavailable", unavailable.sum()),
        Map.entry("seen", IntStream.range(0, presented.length).map(seen::get).sum()),
        Map.entry("startMillis", openMillis),
        Map.entry("startCpu", openCpu));
  }

  private void load(int threads, int rate, Duration duration) {
    if (rate == 0) {
      ClosedLoop.run(threads, duration, this::present);
    } else {
      OpenLoop.run(threads, rate, duration, this::present, latencies::recordValue);
    }
  }

  private boolean present(RandomGenerator random) {
    int number = (int) (zipf.draw(random) * SCATTER % presented.length);
    seen.lazySet(number, 1);
    requests.increment();
    boolean authenticated = authenticates(presented[number]);
    if (!authenticated) {
      failed.increment();
    }
    return authenticated;
  }

  private boolean authenticates(Secret token) {
    try {
      boolean authenticated =
          sallyport.authenticator().authenticate(token) instanceof Authenticated;
      if (!authenticated) {
        denied.increment();
      }
      return authenticated;
    } catch (OverloadedException e) {
      busy.increment();
    } catch (StoreException e) {
      unavailable.increment();
    }
    return false;
  }

  private static String joined(List<Long> values) {
    return values.stream().map(String::valueOf).collect(joining(","));
  }
}

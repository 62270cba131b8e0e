package dev.sallyport.benchmarks.load;

import dev.sallyport.Sallyport;
import dev.sallyport.authentication.AuthenticationResult.Authenticated;
import dev.sallyport.authentication.OverloadedException;
import dev.sallyport.benchmarks.load.keys.NumberedTokens;
import dev.sallyport.benchmarks.load.keys.SallyportInstances;
import dev.sallyport.benchmarks.load.process.Commands;
import dev.sallyport.benchmarks.load.report.Percentiles;
import dev.sallyport.spi.StoreException;
import dev.sallyport.token.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** Node of {@link ActiveKeys}: uses all keys in turn at a fixed rate. */
final class ActiveNode {
  private static final long TICK_NANOS = 1_000_000;

  private static final int ATTEMPTS = 5;

  private final LongAdder unavailable = new LongAdder();
  private final Sallyport sallyport;
  private final Secret[] presented;
  private final int threads;

  private ActiveNode(Sallyport sallyport, Secret[] presented, int threads) {
    this.sallyport = sallyport;
    this.presented = presented;
    this.threads = threads;
  }

  public static void main(String[] args) throws Exception {
    Map<String, String> settings = Commands.arguments(args);
    NumberedTokens tokens = new NumberedTokens(Long.parseLong(Commands.take(settings, ".seed")));
    int keys = Integer.parseInt(Commands.take(settings, ".keys"));
    int threads = Integer.parseInt(Commands.take(settings, ".threads"));
    try (Sallyport sallyport = SallyportInstances.open(settings)) {
      Secret[] presented =
          IntStream.range(0, keys).parallel().mapToObj(tokens::token).toArray(Secret[]::new);
      ActiveNode node = new ActiveNode(sallyport, presented, threads);
      new Commands().on("verify", it -> node.verify()).on("use", node::use).serve(Commands.DONE);
    }
    System.exit(0);
  }

  private Map<String, Object> verify() {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      unavailable.reset();
      IntStream.range(0, presented.length).parallel().forEach(this::use);
      if (unavailable.sum() == 0) {
        return Commands.DONE;
      }
    }
    throw new IllegalStateException("not all valid keys were authenticated");
  }

  private Map<String, Object> use(String argument) {
    String[] parts = argument.split(" ", -1);
    double perThread = Double.parseDouble(parts[0]) / threads;
    long end = System.nanoTime() + Integer.parseInt(parts[1]) * 1_000_000_000L;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    List<CompletableFuture<Percentiles>> runs = new ArrayList<>();
    for (int thread = 0; thread < threads; thread++) {
      int first = thread;
      runs.add(CompletableFuture.supplyAsync(() -> useUntil(end, first, perThread), pool));
    }
    Percentiles latencies = new Percentiles();
    runs.forEach(run -> latencies.add(run.join()));
    pool.shutdown();
    return Map.of(
        "unavailable", unavailable.sumThenReset(),
        "uses", latencies.count(),
        "p50", latencies.micros(50),
        "p99", latencies.micros(99),
        "max", latencies.maxMicros());
  }

  private Percentiles useUntil(long end, int first, double perSecond) {
    Percentiles latencies = new Percentiles();
    long start = System.nanoTime();
    long uses = 0;
    while (end - System.nanoTime() > 0) {
      long due = (long) ((System.nanoTime() - start) * perSecond / 1e9);
      for (; uses < due; uses++) {
        long before = System.nanoTime();
        use((int) ((first + uses * threads) % presented.length));
        latencies.record(System.nanoTime() - before);
      }
      LockSupport.parkNanos(TICK_NANOS);
    }
    return latencies;
  }

  private void use(int number) {
    try {
      if (!(sallyport.authenticator().authenticate(presented[number]) instanceof Authenticated)) {
        throw new IllegalStateException("a valid key was denied");
      }
    } catch (StoreException | OverloadedException e) {
      unavailable.increment();
    }
  }
}

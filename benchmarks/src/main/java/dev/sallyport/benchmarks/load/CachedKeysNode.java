package dev.sallyport.benchmarks.load;

import dev.sallyport.Sallyport;
import dev.sallyport.authentication.AuthenticationResult.Authenticated;
import dev.sallyport.benchmarks.load.keys.FastDigester;
import dev.sallyport.benchmarks.load.keys.NumberedTokens;
import dev.sallyport.benchmarks.load.keys.SallyportInstances;
import dev.sallyport.benchmarks.load.keys.SimulatedStore;
import dev.sallyport.benchmarks.load.process.Commands;
import dev.sallyport.benchmarks.load.process.JvmStats;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Node of {@link CachedKeys}. */
final class CachedKeysNode {
  private final Sallyport sallyport;
  private final NumberedTokens tokens;
  private final int keys;
  private final int beyond;
  private final int threads;
  private long empty;
  private int filled;

  private CachedKeysNode(
      Sallyport sallyport, NumberedTokens tokens, int keys, int beyond, int threads) {
    this.sallyport = sallyport;
    this.tokens = tokens;
    this.keys = keys;
    this.beyond = beyond;
    this.threads = threads;
  }

  public static void main(String[] args) throws Exception {
    Map<String, String> settings = Commands.arguments(args);
    NumberedTokens tokens = new NumberedTokens(ThreadLocalRandom.current().nextLong());
    SimulatedStore store =
        new SimulatedStore(
            tokens,
            Integer.parseInt(Commands.take(settings, ".owners")),
            FastDigester.of(Commands.take(settings, ".digest")));
    int keys = Integer.parseInt(Commands.take(settings, ".keys"));
    int beyond = Integer.parseInt(Commands.take(settings, ".beyond"));
    int threads = Integer.parseInt(Commands.take(settings, ".threads"));
    try (Sallyport sallyport =
        Sallyport.builder(store, store)
            .settings(SallyportInstances.settings(settings))
            .digester(store.digester())
            .build()) {
      CachedKeysNode node = new CachedKeysNode(sallyport, tokens, keys, beyond, threads);
      new Commands()
          .on("settle", it -> node.settle())
          .on("fill", it -> node.fill())
          .on("weigh", it -> node.weigh())
          .serve(Commands.DONE);
    }
  }

  /** Loads all classes, with keys that the measured ones overwrite. */
  private Map<String, Object> settle() {
    use(0, 1000);
    sallyport.flush();
    sallyport.invalidateOwners(owner -> true);
    empty = JvmStats.heapAfterGc();
    return Commands.DONE;
  }

  /** Verifies half of the keys on each call. */
  private Map<String, Object> fill() {
    int from = filled;
    filled += keys / 2;
    long start = System.nanoTime();
    use(from, filled);
    return Map.of("seconds", (System.nanoTime() - start) / 1e9);
  }

  private Map<String, Object> weigh() {
    sallyport.flush();
    long full = JvmStats.heapAfterGc();
    use(keys, keys + beyond);
    sallyport.flush();
    return Map.of("empty", empty, "full", full, "beyond", JvmStats.heapAfterGc());
  }

  private void use(int from, int to) {
    AtomicInteger next = new AtomicInteger(from);
    Thread[] users =
        IntStream.range(0, threads)
            .mapToObj(it -> new Thread(() -> useUntil(next, to)))
            .toArray(Thread[]::new);
    for (Thread user : users) {
      user.start();
    }
    for (Thread user : users) {
      try {
        user.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private void useUntil(AtomicInteger next, int to) {
    for (int number = next.getAndIncrement(); number < to; number = next.getAndIncrement()) {
      if (!(sallyport.authenticator().authenticate(tokens.token(number))
          instanceof Authenticated)) {
        throw new IllegalStateException("a valid key was denied");
      }
    }
  }
}

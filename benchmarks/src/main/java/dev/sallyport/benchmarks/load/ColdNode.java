package dev.sallyport.benchmarks.load;

import dev.sallyport.Sallyport;
import dev.sallyport.authentication.AuthenticationResult.Authenticated;
import dev.sallyport.authentication.OverloadedException;
import dev.sallyport.benchmarks.load.keys.ClosedLoop;
import dev.sallyport.benchmarks.load.keys.DigestKind;
import dev.sallyport.benchmarks.load.keys.NumberedTokens;
import dev.sallyport.benchmarks.load.keys.SallyportInstances;
import dev.sallyport.benchmarks.load.process.Commands;
import dev.sallyport.benchmarks.load.process.JvmStats;
import dev.sallyport.spi.Backend;
import dev.sallyport.spi.StoreException;
import dev.sallyport.token.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** Node of {@link ColdPath}: verifies tokens as fast as it can. */
final class ColdNode {
  private static final int OWNERS = 100;

  private final Sallyport sallyport;
  private final List<Secret> presented;

  private ColdNode(Sallyport sallyport, List<Secret> presented) {
    this.sallyport = sallyport;
    this.presented = presented;
  }

  public static void main(String[] args) throws Exception {
    Map<String, String> settings = Commands.arguments(args);
    DigestKind digest = DigestKind.of(Commands.take(settings, ".digest"));
    int keys = Integer.parseInt(Commands.take(settings, ".keys"));
    NumberedTokens tokens = new NumberedTokens(ThreadLocalRandom.current().nextLong());
    try (Backend backend = SallyportInstances.database(settings);
        Sallyport sallyport =
            Sallyport.builder(backend).settings(SallyportInstances.settings(settings)).build()) {
      SallyportInstances.fill(backend, tokens, keys, OWNERS, digest.digester());
      ColdNode node =
          new ColdNode(sallyport, IntStream.range(0, keys).mapToObj(tokens::token).toList());
      new Commands().on("run", node::run).serve(Commands.DONE);
    }
  }

  private Map<String, Object> run(String argument) {
    String[] parts = argument.split(" ", -1);
    long cpu = JvmStats.cpuMicros();
    ClosedLoop.Outcome outcome =
        ClosedLoop.run(
            Integer.parseInt(parts[0]),
            Duration.ofSeconds(Integer.parseInt(parts[1])),
            random -> verifies(presented.get(random.nextInt(presented.size()))));
    return Map.of(
        "perSecond", outcome.successes() / outcome.seconds(),
        "verifications", outcome.successes(),
        "busy", outcome.failures(),
        "p50", outcome.latencies().micros(50),
        "p99", outcome.latencies().micros(99),
        "cpuMicros", JvmStats.cpuMicros() - cpu);
  }

  private boolean verifies(Secret token) {
    try {
      if (sallyport.authenticator().authenticate(token) instanceof Authenticated) {
        return true;
      }
      throw new IllegalStateException("a valid key was denied");
    } catch (OverloadedException | StoreException e) {
      return false;
    }
  }
}

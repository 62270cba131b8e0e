package dev.sallyport.benchmarks;

import dev.sallyport.benchmarks.subject.SallyportSubject;
import dev.sallyport.benchmarks.subject.Subject;
import dev.sallyport.benchmarks.subject.Subjects;
import dev.sallyport.token.TokenFormat;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Benchmark of denials of invalid tokens, each with a different token from a different client: the
 * worst load that clients without a key can cause on one thread.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Threads(1)
public class FloodBenchmark {
  private static final int TOKENS = 1 << 17;
  private static final int CLIENTS = 1 << 14;

  /** The kind of tokens: well-formed, mistyped, or as long as headers may be. */
  @Param({"unknown", "mistyped", "long"})
  public String kind = "";

  /**
   * How often tokens may fail: the default, and a value high enough that every token is looked up.
   */
  @Param({"20", "1000000"})
  public String tokenFailures = "";

  private Subject sallyport = Subjects.open("empty");
  private String[] authorizations = {};
  private String[] clients = {};

  /** Opens the Sallyport instance and creates the credentials. */
  @Setup
  public void open() {
    sallyport = new SallyportSubject(Map.of("token-failures", tokenFailures), Map.of(), key -> key);
    TokenFormat format = TokenFormat.sallyport(TokenFormat.DEFAULT_PREFIX);
    int tokens = kind.equals("long") ? 16 : TOKENS;
    authorizations =
        IntStream.range(0, tokens)
            .mapToObj(i -> "Token " + of(format.generate().reveal()))
            .toArray(String[]::new);
    clients =
        IntStream.range(0, CLIENTS)
            .mapToObj(i -> "10." + (i >> 8) + '.' + (i & 0xFF) + ".1")
            .toArray(String[]::new);
  }

  private String of(String token) {
    return switch (kind) {
      case "unknown" -> token;
      case "mistyped" -> token.substring(0, token.length() - 1) + '-';
      case "long" -> token.repeat(8192 / token.length());
      default -> throw new IllegalArgumentException("Unknown kind of flood: " + kind);
    };
  }

  /** Closes the Sallyport instance. */
  @TearDown
  public void close() {
    sallyport.close();
  }

  /** State of each thread. */
  @State(Scope.Thread)
  public static class Client {
    private Exchange exchange = new Exchange(Subjects.open("empty"));
    private int next;

    /** Creates the requests of this thread. */
    @Setup
    public void open(FloodBenchmark benchmark) {
      exchange = new Exchange(benchmark.sallyport);
    }
  }

  /** Measures from the start of a request to its denial. */
  @Benchmark
  public int request(Client client) throws IOException, ServletException {
    int next = client.next++;
    client.exchange.begin(
        authorizations[next & (authorizations.length - 1)], clients[next & (CLIENTS - 1)]);
    return client.exchange.pass();
  }
}

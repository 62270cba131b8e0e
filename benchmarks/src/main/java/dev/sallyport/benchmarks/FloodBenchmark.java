package dev.sallyport.benchmarks;

import dev.sallyport.benchmarks.subject.SallyportGate;
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
 * One refusal after the other of tokens that are none, each another one and from another client:
 * the worst that a crowd without a key can do to one thread.
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

  /** What comes: well-formed tokens, mistyped ones, or ones as long as headers may be. */
  @Param({"unknown", "mistyped", "long"})
  public String kind = "";

  /** How often tokens may fail; the default, and so much that everything is looked for. */
  @Param({"20", "1000000"})
  public String tokenFailures = "";

  private Subject sallyport = Subjects.open("empty");
  private String[] authorizations = {};
  private String[] clients = {};

  /** Sets up the gate, and all that comes to it. */
  @Setup
  public void open() {
    sallyport = new SallyportGate(Map.of("token-failures", tokenFailures), Map.of(), key -> key);
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
      default -> throw new IllegalArgumentException("there is no flood of " + kind);
    };
  }

  /** Closes the gate. */
  @TearDown
  public void close() {
    sallyport.close();
  }

  /** What each thread has of its own. */
  @State(Scope.Thread)
  public static class Crowd {
    private Exchange exchange = new Exchange(Subjects.open("empty"));
    private int next;

    /** Sets up what it sends its requests with. */
    @Setup
    public void open(FloodBenchmark benchmark) {
      exchange = new Exchange(benchmark.sallyport);
    }
  }

  /** From a request's begin to its refusal. */
  @Benchmark
  public int request(Crowd crowd) throws IOException, ServletException {
    int next = crowd.next++;
    crowd.exchange.begin(
        authorizations[next & (authorizations.length - 1)], clients[next & (CLIENTS - 1)]);
    return crowd.exchange.pass();
  }
}

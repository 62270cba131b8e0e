package dev.sallyport.benchmarks;

import dev.sallyport.benchmarks.subject.Subject;
import dev.sallyport.benchmarks.subject.Subject.Credential;
import dev.sallyport.benchmarks.subject.Subjects;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.infra.Blackhole;

/** Benchmark of a request with a valid key through Sallyport with access rules. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Threads(1)
public class RuleBenchmark {
  /** The rules. */
  @Param({"none", "scopes", "limits", "networks", "resource", "all"})
  public String rules = "";

  private Subject sallyport = Subjects.open("empty");
  private String authorization = "";

  /** Opens the Sallyport instance. */
  @Setup
  public void open() {
    sallyport = SallyportRules.open(rules);
    authorization = sallyport.authorization(Credential.VALID);
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

    /** Creates the requests of this thread. */
    @Setup
    public void open(RuleBenchmark benchmark) {
      exchange = new Exchange(benchmark.sallyport);
    }
  }

  /** Measures from the start of a request to the end of the chain. */
  @Benchmark
  public int request(Client client, Blackhole blackhole) throws IOException, ServletException {
    client.exchange.begin(authorization);
    return client.exchange.pass(blackhole);
  }
}

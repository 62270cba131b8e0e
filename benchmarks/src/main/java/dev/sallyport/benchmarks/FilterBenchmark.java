package dev.sallyport.benchmarks;

import dev.sallyport.benchmarks.subject.Subject;
import dev.sallyport.benchmarks.subject.Subject.Credential;
import dev.sallyport.benchmarks.subject.Subjects;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Locale;
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

/** Benchmark of a request with a fixed credential through Sallyport or a peer. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Threads(1)
public class FilterBenchmark {
  /** The name of the subject. */
  @Param({
    "empty",
    "minimum",
    "sallyport",
    "sallyport-meters",
    "sallyport-security",
    "spring-opaque",
    "spring-header",
    "spring-lean",
    "shiro",
    "pac4j-header",
    "pac4j-lean"
  })
  public String subject = "";

  /** The kind of credential. */
  @Param({"valid", "unknown", "malformed"})
  public String credential = "";

  private Subject opened = Subjects.open("empty");
  private String authorization = "";

  /** Opens the subject and verifies that it does the work to be measured. */
  @Setup
  public void open() throws IOException, ServletException {
    opened = Subjects.open(subject);
    authorization = opened.authorization(Credential.valueOf(credential.toUpperCase(Locale.ROOT)));
    Exchange exchange = new Exchange(opened);
    exchange.begin(authorization);
    int expected = subject.equals("empty") || credential.equals("valid") ? 200 : 401;
    if (exchange.pass() != expected || exchange.end().isReached() != (expected == 200)) {
      throw new IllegalStateException("Subject " + subject + " does not return " + expected);
    }
  }

  /** Closes the subject. */
  @TearDown
  public void close() {
    opened.close();
  }

  /** State of each thread. */
  @State(Scope.Thread)
  public static class Client {
    private Exchange exchange = new Exchange(Subjects.open("empty"));

    /** Creates the requests of this thread. */
    @Setup
    public void open(FilterBenchmark benchmark) {
      exchange = new Exchange(benchmark.opened);
    }
  }

  /** Measures from the start of a request to the end of the chain or to its denial. */
  @Benchmark
  public int request(Client client, Blackhole blackhole) throws IOException, ServletException {
    client.exchange.begin(authorization);
    return client.exchange.pass(blackhole);
  }
}

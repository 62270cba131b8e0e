package dev.sallyport.benchmarks;

import dev.sallyport.token.Argon2;
import dev.sallyport.token.Argon2Profile;
import dev.sallyport.token.Digester;
import dev.sallyport.token.Secret;
import dev.sallyport.token.TokenFormat;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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
 * Benchmark of one Argon2id computation, with the native library that an open {@code Sallyport}
 * uses and in Java.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Threads(1)
public class DigestBenchmark {
  @Param({"native", "java"})
  private String code = "native";

  @Param({"token", "password"})
  private String profile = "token";

  private final Secret token = TokenFormat.sallyport(TokenFormat.DEFAULT_PREFIX).generate();
  private Digester digester = Digester.sha512();
  private @Nullable Argon2 argon2;

  /** Loads the implementation. */
  @Setup
  public void open() {
    argon2 = code.equals("native") ? Argon2.open() : null;
    digester =
        Digester.argon2id(profile.equals("token") ? Argon2Profile.TOKEN : Argon2Profile.PASSWORD);
  }

  /** Computes one digest of a token. */
  @Benchmark
  public String digest() {
    return digester.digest(token);
  }

  /** Closes the native library. */
  @TearDown
  public void close() {
    if (argon2 != null) {
      argon2.close();
    }
  }
}

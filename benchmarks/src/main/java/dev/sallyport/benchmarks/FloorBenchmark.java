package dev.sallyport.benchmarks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.sallyport.benchmarks.http.LightContext;
import dev.sallyport.benchmarks.http.LightRequest;
import dev.sallyport.benchmarks.subject.Fingerprint;
import dev.sallyport.token.TokenFormat;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Benchmark of the minimum that any check of a key does: read the header, hash the token, look the
 * hash up and compare it in constant time. No expiry, no state, no principal, no response.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Threads(1)
public class FloorBenchmark {
  private static final String SCHEME = "Token ";
  private static final int KEYS = 1000;

  private final LightRequest request = new LightRequest(LightContext.create());
  private final LightRequest shortRequest = new LightRequest(LightContext.create());
  private final Map<Fingerprint, Entry> entries = new ConcurrentHashMap<>();
  private final MessageDigest sha256 = sha256();
  private byte[] token = {};
  private byte[] digest = {};
  private byte[] sameDigest = {};
  private Fingerprint fingerprint = new Fingerprint(new byte[32]);

  /** The data of a key. */
  private record Entry(Fingerprint fingerprint, String username) {}

  /** Fills the map as on a server and begins two requests with keys that are in it. */
  @Setup
  public void open() {
    TokenFormat format = TokenFormat.sallyport(TokenFormat.DEFAULT_PREFIX);
    String last = "";
    for (int i = 0; i < KEYS; i++) {
      last = format.generate().reveal();
      keep(last);
    }
    token = last.getBytes(ISO_8859_1);
    digest = sha256.digest(token);
    sameDigest = digest.clone();
    fingerprint = new Fingerprint(digest);
    request.begin(SCHEME + last);
    String brief = last.substring(0, 55);
    keep(brief);
    shortRequest.begin(SCHEME + brief);
  }

  private void keep(String text) {
    Fingerprint hash = new Fingerprint(sha256.digest(text.getBytes(ISO_8859_1)));
    entries.put(hash, new Entry(hash, "admin"));
  }

  /** Measures all steps, with the 64 characters that {@code FilterBenchmark} also sends. */
  @Benchmark
  public @Nullable String together() {
    return check(request);
  }

  /** Measures all steps with 55 characters, which SHA-256 processes in one block instead of two. */
  @Benchmark
  public @Nullable String togetherInOneBlock() {
    return check(shortRequest);
  }

  /** Measures reading the header. */
  @Benchmark
  public @Nullable String header() {
    return request.getHeader("Authorization");
  }

  /** Measures the hash into an existing array. */
  @Benchmark
  public int hash() throws DigestException {
    sha256.update(token);
    return sha256.digest(digest, 0, digest.length);
  }

  /** Measures the lookup. */
  @Benchmark
  public @Nullable Object lookup() {
    return entries.get(fingerprint);
  }

  /** Measures the comparison. */
  @Benchmark
  public boolean compare() {
    return MessageDigest.isEqual(digest, sameDigest);
  }

  /** Measures reading the clock, which is not part of the floor but of every check of an expiry. */
  @Benchmark
  public long clock() {
    return System.currentTimeMillis();
  }

  private @Nullable String check(LightRequest request) {
    String field = request.getHeader("Authorization");
    if (field == null || !field.startsWith(SCHEME)) {
      return null;
    }
    byte[] presented = field.substring(SCHEME.length()).getBytes(ISO_8859_1);
    Fingerprint hash = new Fingerprint(sha256.digest(presented));
    Entry entry = entries.get(hash);
    return entry != null && entry.fingerprint.equalsInConstantTime(hash) ? entry.username : null;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is not available", e);
    }
  }
}

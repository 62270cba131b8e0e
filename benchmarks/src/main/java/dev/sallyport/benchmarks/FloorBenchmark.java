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
 * The least that any check of a key does: read the header, hash what it has, look the hash up, and
 * compare it in constant time. No expiry, no state, no principal, no answer.
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

  /** What is known of a key. */
  private record Entry(Fingerprint fingerprint, String username) {}

  /** Fills the map, as a server's is, and begins two requests with keys that are in it. */
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

  /** All of it, with the 64 characters that {@code FilterBenchmark} sends too. */
  @Benchmark
  public @Nullable String together() {
    return check(request);
  }

  /** All of it, with 55 characters, which SHA-256 takes in one block instead of two. */
  @Benchmark
  public @Nullable String togetherInOneBlock() {
    return check(shortRequest);
  }

  /** Only the header. */
  @Benchmark
  public @Nullable String header() {
    return request.getHeader("Authorization");
  }

  /** Only the hash, into an array that is there. */
  @Benchmark
  public int hash() throws DigestException {
    sha256.update(token);
    return sha256.digest(digest, 0, digest.length);
  }

  /** Only the look-up. */
  @Benchmark
  public @Nullable Object lookup() {
    return entries.get(fingerprint);
  }

  /** Only the comparison. */
  @Benchmark
  public boolean compare() {
    return MessageDigest.isEqual(digest, sameDigest);
  }

  /** Not in the floor, but in every check of an expiry. */
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
      throw new IllegalStateException("this JVM has no SHA-256", e);
    }
  }
}

package dev.sallyport.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sallyport.auth.token.Owner;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Bounds how often logins fail: of one user from one network, of one network, and of one user from
 * anywhere. The last is the loosest, lest anybody shut a user out by guessing.
 *
 * <p>An attempt counts when it begins, so that many at once gain nothing, and is forgiven if it
 * succeeds; that gives back nothing to anybody else. Counts are kept in this JVM.
 */
final class LoginThrottle {
  private static final int NETWORK_FACTOR = 5;
  private static final int USER_FACTOR = 10;
  private static final int MAX_BUCKETS = 100_000;

  private final int failures;
  private final Duration window;
  private final TimeMeter time;
  private final Cache<List<String>, Bucket> buckets;

  /**
   * A throttle.
   *
   * @param failures of one user from one network within the window; five times as many from one
   *     network, ten times as many of one user
   */
  LoginThrottle(int failures, Duration window, Clock clock) {
    this.failures = failures;
    this.window = window;
    this.time = new ClockMeter(clock);
    this.buckets = Caffeine.newBuilder().maximumSize(MAX_BUCKETS).expireAfterAccess(window).build();
  }

  /** Counts an attempt, unless it must wait. */
  Attempt begin(String username, String client) {
    String user = username.length() > Owner.MAX_USERNAME ? "" : username;
    String network = network(client);
    List<Bucket> wanted =
        List.of(
            bucket(List.of("user and network", user, network), failures),
            bucket(List.of("network", network), failures * NETWORK_FACTOR),
            bucket(List.of("user", user), failures * USER_FACTOR));
    List<Bucket> charged = new ArrayList<>();
    for (Bucket bucket : wanted) {
      ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
      if (!probe.isConsumed()) {
        charged.forEach(it -> it.addTokens(1));
        return new Attempt(Duration.ofNanos(probe.getNanosToWaitForRefill()), List.of());
      }
      charged.add(bucket);
    }
    return new Attempt(Duration.ZERO, charged);
  }

  private Bucket bucket(List<String> name, int capacity) {
    return buckets.get(
        name,
        absent ->
            Bucket.builder()
                .withCustomTimePrecision(time)
                .addLimit(
                    Bandwidth.builder().capacity(capacity).refillGreedy(capacity, window).build())
                .build());
  }

  /** Whoever has one IPv6 address has the 2^64 of its network (RFC 4291 section 2.5.1). */
  static String network(String client) {
    if (client.indexOf(':') < 0) {
      return client;
    }
    try {
      // no look-up of names: with a colon in it, it is an address or nothing
      byte[] address = InetAddress.getByName(client).getAddress();
      return HexFormat.of().formatHex(address, 0, address.length == 16 ? 8 : address.length);
    } catch (UnknownHostException e) {
      return client;
    }
  }

  /**
   * One attempt.
   *
   * @param delay zero if it was counted and may go on
   */
  record Attempt(Duration delay, List<Bucket> charged) {
    /** Takes it back: it was no failure. */
    void forgive() {
      charged.forEach(bucket -> bucket.addTokens(1));
    }
  }

  private record ClockMeter(Clock clock) implements TimeMeter {
    @Override
    public long currentTimeNanos() {
      return clock.millis() * 1_000_000;
    }

    @Override
    public boolean isWallClockBased() {
      return true;
    }
  }
}

package dev.sallyport.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sallyport.auth.token.Owner;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.text.Normalizer;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Bounds how often logins fail: of one user from one network, of one network, and of one user from
 * anywhere. The last is the loosest, lest anybody shut a user out by guessing.
 *
 * <p>Only failures count, so right passwords cost nothing, however many come at once. Wrong ones
 * that come at once may go beyond a bound, but that is a debt which time must pay before anybody is
 * heard again, so the rate holds. Counts are kept in this JVM, and only for who has failed.
 */
final class LoginThrottle {
  private static final int NETWORK_FACTOR = 5;
  private static final int USER_FACTOR = 10;
  private static final int MAX_COUNTS = 100_000;

  /** What an IPv6 address may be made of; anything else would be looked up as a name. */
  private static final Pattern IPV6 = Pattern.compile("\\[?([0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)]?");

  private final int failures;
  private final Duration window;
  private final TimeMeter time;
  private final Cache<Count, Bucket> buckets;

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
    this.buckets = Caffeine.newBuilder().maximumSize(MAX_COUNTS).build();
  }

  /** How long this user must wait at this address before anybody listens; zero is not at all. */
  Duration waitOf(String username, String client) {
    long nanos =
        counts(username, client).stream()
            .map(buckets::getIfPresent)
            .filter(bucket -> bucket != null)
            .mapToLong(it -> it.estimateAbilityToConsume(1).getNanosToWaitForRefill())
            .max()
            .orElse(0);
    return Duration.ofNanos(nanos);
  }

  /** Counts a failure. */
  void fail(String username, String client) {
    for (Count count : counts(username, client)) {
      buckets.get(count, this::bucket).consumeIgnoringRateLimits(1);
    }
  }

  private List<Count> counts(String username, String client) {
    String user = user(username);
    String network = network(client);
    return List.of(
        new Count(user, network, failures),
        new Count("", network, failures * NETWORK_FACTOR),
        new Count(user, "", failures * USER_FACTOR));
  }

  private Bucket bucket(Count count) {
    return Bucket.builder()
        .withCustomTimePrecision(time)
        .addLimit(
            Bandwidth.builder()
                .capacity(count.failures)
                .refillGreedy(count.failures, window)
                .build())
        .build();
  }

  /**
   * One name for all spellings that a directory may take for the same user. Names that are too long
   * for ours may be those of a host.
   */
  static String user(String username) {
    if (username.length() > Owner.MAX_USERNAME) {
      return UUID.nameUUIDFromBytes(username.getBytes(UTF_8)).toString();
    }
    return Normalizer.normalize(username.strip(), Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
  }

  /** Whoever has one IPv6 address has the 2^64 of its network (RFC 4291 section 2.5.1). */
  static String network(String client) {
    var ipv6 = IPV6.matcher(client);
    if (!ipv6.matches()) {
      return client;
    }
    try {
      InetAddress address = InetAddress.getByName("[" + ipv6.group(1) + "]"); // never looked up
      return address instanceof Inet4Address mapped
          ? mapped.getHostAddress()
          : HexFormat.of().formatHex(address.getAddress(), 0, 8);
    } catch (UnknownHostException e) {
      return client;
    }
  }

  /** What is counted together; empty is any. */
  private record Count(String user, String network, int failures) {}

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

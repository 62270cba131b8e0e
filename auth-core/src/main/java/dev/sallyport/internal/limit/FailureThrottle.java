package dev.sallyport.internal.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sallyport.key.Network;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Bounds how often something fails, such as logins or verifications of tokens: of one subject (a
 * user, a key) from one network, of one network, and of one subject from all networks and devices
 * from which it never succeeded.
 *
 * <p>The last bound slows strangers only: where a subject has succeeded before, it has a budget of
 * its own (OWASP, device cookies), so that guessing from elsewhere does not lock it out.
 *
 * <p>Only failures count, so what is right costs nothing, however much of it comes at once. Wrong
 * attempts that come at once may go beyond a bound, but that is a debt which time must pay before
 * the next attempt, so the rate holds. Counts are kept in this JVM, and only for who failed.
 * Thread-safe.
 */
public final class FailureThrottle {
  private static final int NETWORK_FACTOR = 5;
  private static final int SUBJECT_FACTOR = 10;
  private static final int MAX_COUNTS = 50_000;
  private static final int IPV4_PREFIX = 32;

  /** One client can have a /64 (RFC 4291 section 2.5.1), a /56 or a /48 (RFC 6177) to itself. */
  private static final List<Integer> IPV6_PREFIXES = List.of(64, 56, 48);

  private final int failures;
  private final Duration window;
  private final boolean isBoundEverywhere;
  private final ClockMeter time;
  private final Cache<RateLimitResult, Bucket> buckets;
  private final KnownNetworks known = new KnownNetworks();

  /**
   * Creates a throttle.
   *
   * @param failures of one subject from one network within the window; five times as many from one
   *     network; twice and four times as many from an IPv6 /56 and /48
   * @param isBoundEverywhere whether one subject may fail but ten times as often from all places
   *     where it is not known; not needed for what cannot be guessed
   */
  public FailureThrottle(int failures, Duration window, boolean isBoundEverywhere, Clock clock) {
    this.failures = failures;
    this.window = window;
    this.isBoundEverywhere = isBoundEverywhere;
    this.time = new ClockMeter(clock);
    this.buckets = Caffeine.newBuilder().maximumSize(MAX_COUNTS).build();
  }

  /**
   * Where an attempt comes from.
   *
   * @param client the address; empty if unknown
   * @param device a device on which the subject has succeeded, as it has proven; empty if none
   */
  public record Origin(String client, Optional<String> device) {
    public static Origin of(String client) {
      return new Origin(client, Optional.empty());
    }
  }

  /** Returns how long the subject must wait there before its next attempt; zero if not at all. */
  public Duration waitOf(String subject, Origin origin) {
    long nanos = 0;
    for (RateLimitResult count : counts(subject, origin)) {
      Bucket bucket = buckets.getIfPresent(count);
      if (bucket != null) {
        nanos = Math.max(nanos, bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill());
      }
    }
    return Duration.ofNanos(nanos);
  }

  /**
   * Counts a failure. One that is beyond the bound of its own subject and network does not count
   * for the subject everywhere: a burst from one place is no reason to wait elsewhere.
   */
  public void fail(String subject, Origin origin) {
    boolean isWithin = true;
    for (RateLimitResult count : counts(subject, origin)) {
      Bucket bucket = buckets.get(count, this::bucket);
      if (count.isOfSubjectEverywhere() && !isWithin) {
        return;
      }
      if (!bucket.tryConsume(1)) {
        bucket.consumeIgnoringRateLimits(1); // a debt
        isWithin = isWithin && !count.isOfSubjectAndNetwork();
      }
    }
  }

  /** Remembers that the subject has succeeded there. */
  public void succeed(String subject, Origin origin) {
    networks(origin.client()).stream().findFirst().ifPresent(it -> known.add(subject, it));
  }

  private List<RateLimitResult> counts(String subject, Origin origin) {
    if (origin.device().isPresent()) {
      return List.of(new RateLimitResult(subject, "device:" + origin.device().get(), failures));
    }
    List<String> networks = networks(origin.client());
    List<RateLimitResult> counts = new ArrayList<>();
    int bound = failures;
    for (String network : networks) {
      if (!subject.isEmpty()) {
        counts.add(new RateLimitResult(subject, network, bound));
      }
      counts.add(new RateLimitResult("", network, bound * NETWORK_FACTOR));
      bound *= 2;
    }
    boolean isStranger =
        networks.isEmpty() || (isBoundEverywhere && !known.contains(subject, networks.get(0)));
    if (isStranger && !subject.isEmpty()) {
      counts.add(new RateLimitResult(subject, "", failures * SUBJECT_FACTOR));
    }
    return counts;
  }

  private Bucket bucket(RateLimitResult count) {
    return Bucket.builder()
        .withCustomTimePrecision(time)
        .addLimit(
            Bandwidth.builder()
                .capacity(count.failures)
                .refillGreedy(count.failures, window)
                .build())
        .build();
  }

  /** The networks that a client may have to itself, the smallest first; none if it is unknown. */
  private static List<String> networks(String client) {
    if (client.isEmpty()) {
      return List.of();
    }
    List<String> networks =
        IPV6_PREFIXES.stream()
            .map(prefix -> Network.around(client, IPV4_PREFIX, prefix))
            .flatMap(Optional::stream)
            .map(Network::toString)
            .distinct() // of an IPv4 address they are the same
            .toList();
    return networks.isEmpty() ? List.of(client) : networks;
  }

  /** What is counted together; empty is any. */
  private record RateLimitResult(String subject, String network, int failures) {
    boolean isOfSubjectAndNetwork() {
      return !subject.isEmpty() && !network.isEmpty();
    }

    boolean isOfSubjectEverywhere() {
      return network.isEmpty();
    }
  }
}

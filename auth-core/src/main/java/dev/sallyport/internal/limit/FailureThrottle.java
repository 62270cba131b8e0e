package dev.sallyport.internal.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sallyport.key.Network;
import io.github.bucket4j.Bucket;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Throttle of failures, such as failed logins or verifications of tokens. Limits the failures of
 * one subject (a user, a key) from one network, of all subjects from one network, and of one
 * subject from all networks and devices on which it never succeeded.
 *
 * <p>The last limit does not apply where a subject has succeeded before: there it has a separate
 * budget (OWASP, device cookies), so that guessing from elsewhere does not lock it out.
 *
 * <p>Only failures count, so valid attempts are free, however many there are. Concurrent invalid
 * attempts may exceed a limit, but the excess is a debt that delays the next attempt, so the rate
 * holds. Counts are kept in this JVM, and only for failures. Thread-safe.
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
  private final Cache<Count, Bucket> buckets;
  private final KnownNetworks known = new KnownNetworks();

  /**
   * Creates a throttle.
   *
   * @param failures maximum number of failures of one subject from one network within the window;
   *     five times as many from one network, twice and four times as many from an IPv6 /56 and /48
   * @param window time that a failure counts
   * @param isBoundEverywhere whether to limit the failures of one subject from all unknown networks
   *     to ten times as many; not needed for what cannot be guessed
   * @param clock clock of the Sallyport instance
   */
  public FailureThrottle(int failures, Duration window, boolean isBoundEverywhere, Clock clock) {
    this.failures = failures;
    this.window = window;
    this.isBoundEverywhere = isBoundEverywhere;
    this.time = new ClockMeter(clock);
    this.buckets = Caffeine.newBuilder().maximumSize(MAX_COUNTS).build();
  }

  /**
   * Origin of an attempt.
   *
   * @param client client address; empty if unknown
   * @param device verified device on which the subject has succeeded before; empty if none
   */
  public record Origin(String client, String device) {
    /** Returns an origin without a device. */
    public static Origin of(String client) {
      return new Origin(client, "");
    }
  }

  /**
   * Returns how long the subject must wait before its next attempt from this origin; zero if not
   * throttled.
   */
  public Duration waitOf(String subject, Origin origin) {
    long nanos = 0;
    for (Count count : counts(subject, origin)) {
      Bucket bucket = buckets.getIfPresent(count);
      if (bucket != null) {
        nanos = Math.max(nanos, bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill());
      }
    }
    return Duration.ofNanos(nanos);
  }

  /**
   * Counts a failure. A failure beyond the limit of its subject and network does not count for the
   * subject everywhere, so that a burst from one network does not throttle others.
   */
  public void fail(String subject, Origin origin) {
    boolean isWithin = true;
    for (Count count : counts(subject, origin)) {
      Bucket bucket = buckets.get(count, it -> Buckets.of(it.failures, window, time));
      if (count.isOfSubjectEverywhere() && !isWithin) {
        return;
      }
      if (!bucket.tryConsume(1)) {
        bucket.consumeIgnoringRateLimits(1); // becomes a debt
        isWithin = isWithin && !count.isOfSubjectAndNetwork();
      }
    }
  }

  /** Records that the subject has succeeded from this origin. */
  public void succeed(String subject, Origin origin) {
    networks(origin.client()).stream().findFirst().ifPresent(it -> known.add(subject, it));
  }

  private List<Count> counts(String subject, Origin origin) {
    if (!origin.device().isEmpty()) {
      return List.of(new Count(subject, "device:" + origin.device(), failures));
    }
    List<String> networks = networks(origin.client());
    List<Count> counts = new ArrayList<>();
    int bound = failures;
    for (String network : networks) {
      if (!subject.isEmpty()) {
        counts.add(new Count(subject, network, bound));
      }
      counts.add(new Count("", network, bound * NETWORK_FACTOR));
      bound *= 2;
    }
    boolean isUnknown =
        networks.isEmpty() || (isBoundEverywhere && !known.contains(subject, networks.get(0)));
    if (isUnknown && !subject.isEmpty()) {
      counts.add(new Count(subject, "", failures * SUBJECT_FACTOR));
    }
    return counts;
  }

  /**
   * Returns the networks that a client may control, the smallest first; empty if the address is
   * unknown.
   */
  private static List<String> networks(String client) {
    if (client.isEmpty()) {
      return List.of();
    }
    List<String> networks =
        IPV6_PREFIXES.stream()
            .map(prefix -> Network.around(client, IPV4_PREFIX, prefix))
            .flatMap(Optional::stream)
            .map(Network::toString)
            .distinct() // equal for an IPv4 address
            .toList();
    return networks.isEmpty() ? List.of(client) : networks;
  }

  /** Key of a counter; an empty component means any. */
  private record Count(String subject, String network, int failures) {
    boolean isOfSubjectAndNetwork() {
      return !subject.isEmpty() && !network.isEmpty();
    }

    boolean isOfSubjectEverywhere() {
      return network.isEmpty();
    }
  }
}

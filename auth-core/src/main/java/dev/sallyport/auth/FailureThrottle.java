package dev.sallyport.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sallyport.auth.token.Network;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * Bounds how often something fails, such as logins or proofs of tokens: of one subject (a user, a
 * key) from one network, of one network, and of one subject from anywhere. The last is the loosest,
 * lest anybody shut a subject out by guessing.
 *
 * <p>Only failures count, so what is right costs nothing, however much of it comes at once. Wrong
 * attempts that come at once may go beyond a bound, but that is a debt which time must pay before
 * anybody is heard again, so the rate holds. Counts are kept in this JVM, and only for who failed.
 */
final class FailureThrottle {
  private static final int NETWORK_FACTOR = 5;
  private static final int SUBJECT_FACTOR = 10;
  private static final int MAX_COUNTS = 50_000;

  private final int failures;
  private final Duration window;
  private final ClockMeter time;
  private final Cache<Count, Bucket> buckets;

  /**
   * A throttle.
   *
   * @param failures of one subject from one network within the window; five times as many from one
   *     network, ten times as many of one subject
   */
  FailureThrottle(int failures, Duration window, Clock clock) {
    this.failures = failures;
    this.window = window;
    this.time = new ClockMeter(clock);
    this.buckets = Caffeine.newBuilder().maximumSize(MAX_COUNTS).build();
  }

  /** How long this subject must wait at this address before anybody looks; zero is not at all. */
  Duration waitOf(String subject, String client) {
    long nanos = 0;
    for (Count count : counts(subject, client)) {
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
  void fail(String subject, String client) {
    boolean isWithin = true;
    for (Count count : counts(subject, client)) {
      Bucket bucket = buckets.get(count, this::bucket);
      if (count.isOfSubjectAnywhere() && !isWithin) {
        return;
      }
      if (!bucket.tryConsume(1)) {
        bucket.consumeIgnoringRateLimits(1); // a debt
        isWithin = isWithin && !count.isOfSubjectAndNetwork();
      }
    }
  }

  private List<Count> counts(String subject, String client) {
    String network = network(client);
    if (subject.isEmpty()) { // of no subject: what comes from one network is all that counts
      return List.of(new Count("", network, failures * NETWORK_FACTOR));
    }
    Count ofSubject = new Count(subject, "", failures * SUBJECT_FACTOR);
    return network.isEmpty() // unknown is no network that anybody could share
        ? List.of(ofSubject)
        : List.of(
            new Count(subject, network, failures),
            new Count("", network, failures * NETWORK_FACTOR),
            ofSubject);
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

  /** Whoever has one IPv6 address has the 2^64 of its network (RFC 4291 section 2.5.1). */
  static String network(String client) {
    return Network.around(client, 32, 64).map(Network::toString).orElse(client);
  }

  /** What is counted together; empty is any. */
  private record Count(String subject, String network, int failures) {
    boolean isOfSubjectAndNetwork() {
      return !subject.isEmpty() && !network.isEmpty();
    }

    boolean isOfSubjectAnywhere() {
      return network.isEmpty();
    }
  }
}

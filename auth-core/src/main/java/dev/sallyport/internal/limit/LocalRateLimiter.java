package dev.sallyport.internal.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sallyport.authorization.RateLimit;
import dev.sallyport.authorization.RateLimit.Share;
import dev.sallyport.authorization.RateLimiter;
import dev.sallyport.key.AuthenticatedKey;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Rate limiter that counts in this JVM: with N nodes a key has up to N times its quota. A quota
 * refills steadily, so that clients do not all resume at the same instant.
 *
 * <p>Keeps at most {@value #MAX_BUCKETS} quotas; the least recently used are evicted, which makes
 * them full.
 */
public final class LocalRateLimiter implements RateLimiter {
  private static final int MAX_BUCKETS = 1_000_000;

  private final List<RateLimit> limits;
  private final ClockMeter time;
  private final Cache<Name, Bucket> buckets =
      Caffeine.newBuilder().maximumSize(MAX_BUCKETS).build();

  public LocalRateLimiter(List<RateLimit> limits, Clock clock) {
    this.limits = List.copyOf(limits);
    this.time = new ClockMeter(clock);
  }

  @Override
  public RateLimitResult tryAcquire(AuthenticatedKey key) {
    List<Bucket> probed = new ArrayList<>();
    Set<Bucket> exhausted = new HashSet<>();
    List<Bucket> charged = new ArrayList<>();
    Duration retryAfter = Duration.ZERO;
    for (RateLimit limit : limits) {
      Bucket bucket =
          buckets.get(
              Name.of(limit, key), name -> Buckets.of(limit.requests(), limit.window(), time));
      ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
      probed.add(bucket);
      if (probe.isConsumed()) {
        charged.add(bucket);
      } else {
        exhausted.add(bucket);
        Duration wait = Duration.ofNanos(probe.getNanosToWaitForRefill());
        retryAfter = wait.compareTo(retryAfter) > 0 ? wait : retryAfter;
      }
    }
    boolean admitted = charged.size() == limits.size();
    if (!admitted) {
      charged.forEach(bucket -> bucket.addTokens(1)); // all or nothing
    }
    return new RateLimitResult(admitted, retryAfter, quotas(probed, exhausted));
  }

  private List<Quota> quotas(List<Bucket> probed, Set<Bucket> exhausted) {
    List<Quota> quotas = new ArrayList<>();
    for (int i = 0; i < probed.size(); i++) {
      RateLimit limit = limits.get(i);
      Bucket bucket = probed.get(i);
      long remaining = exhausted.contains(bucket) ? 0 : Math.max(0, bucket.getAvailableTokens());
      long missing = limit.requests() - remaining;
      Duration untilFull = Duration.ofNanos(nanosUntil(limit, missing));
      quotas.add(new Quota(limit.name(), limit.requests(), limit.window(), remaining, untilFull));
    }
    return quotas;
  }

  /** Returns the time to refill, rounded up, at most the window. */
  private static long nanosUntil(RateLimit limit, long missing) {
    long window = limit.window().toNanos();
    long perRequest = (window + limit.requests() - 1) / limit.requests();
    return Math.min(perRequest * missing, window);
  }

  /** Owner of a quota; a key and its successors share one. */
  private record Name(String policy, String of) {
    static Name of(RateLimit limit, AuthenticatedKey key) {
      return new Name(
          limit.name(),
          limit.share() == Share.KEY ? key.groupId().toString() : key.owner().accountId());
    }
  }
}

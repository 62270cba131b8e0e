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
import java.util.List;

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
    List<Probe> probes = new ArrayList<>();
    boolean admitted = true;
    long nanosToWait = 0;
    for (RateLimit limit : limits) {
      Bucket bucket =
          buckets.get(
              Name.of(limit, key), name -> Buckets.of(limit.requests(), limit.window(), time));
      ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
      probes.add(new Probe(limit, bucket, probe.isConsumed()));
      admitted = admitted && probe.isConsumed();
      nanosToWait = Math.max(nanosToWait, probe.getNanosToWaitForRefill());
    }
    List<Quota> quotas = new ArrayList<>();
    for (Probe probe : probes) {
      if (probe.isCharged && !admitted) {
        probe.bucket.addTokens(1); // all or nothing
      }
      quotas.add(probe.quota());
    }
    return new RateLimitResult(admitted, Duration.ofNanos(nanosToWait), quotas);
  }

  private record Probe(RateLimit limit, Bucket bucket, boolean isCharged) {
    Quota quota() {
      long remaining = isCharged ? Math.max(0, bucket.getAvailableTokens()) : 0;
      Duration untilFull = Duration.ofNanos(nanosUntil(limit.requests() - remaining));
      return new Quota(limit.name(), limit.requests(), limit.window(), remaining, untilFull);
    }

    /** Returns the time to refill, rounded up, at most the window. */
    private long nanosUntil(long missing) {
      long window = limit.window().toNanos();
      long perRequest = (window + limit.requests() - 1) / limit.requests();
      return Math.min(perRequest * missing, window);
    }
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

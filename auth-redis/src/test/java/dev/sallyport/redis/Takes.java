package dev.sallyport.redis;

import static org.awaitility.Awaitility.await;

import dev.sallyport.authorization.RateLimit;
import dev.sallyport.authorization.RateLimiter;
import dev.sallyport.authorization.RateLimiter.RateLimitResult;
import dev.sallyport.key.AuthenticatedKey;
import dev.sallyport.spi.Cluster;
import dev.sallyport.testkit.TestKeys;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** One key whose requests a member counts, and how often that member had to do it alone. */
final class Takes {
  private final AuthenticatedKey key = AuthenticatedKey.of(TestKeys.key());
  private final AtomicLong alone = new AtomicLong();
  private final RateLimiter limiter;

  private Takes(Cluster cluster, RateLimit limit) {
    limiter = cluster.limiter(List.of(limit), limits -> this::countAlone);
  }

  static Takes from(Cluster cluster) {
    return from(cluster, "key:1000000/31d");
  }

  static Takes from(Cluster cluster, String limit) {
    return new Takes(cluster, RateLimit.parse(limit));
  }

  RateLimitResult next() {
    return limiter.tryAcquire(key);
  }

  /** Whether the next request is counted for all members. */
  boolean isShared() {
    return !next().quotas().isEmpty();
  }

  /** Waits until that is so: on a busy machine an answer may come later than anybody waits. */
  void awaitShared() {
    await().until(this::isShared);
  }

  long alone() {
    return alone.get();
  }

  private RateLimitResult countAlone(AuthenticatedKey one) {
    alone.incrementAndGet();
    return RateLimitResult.UNLIMITED;
  }
}

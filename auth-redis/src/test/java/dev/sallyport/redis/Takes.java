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

/**
 * Requests of a single key on one node of a cluster, with a count of those that were counted
 * locally.
 */
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

  /** Takes a request and returns whether it was counted in the cluster. */
  boolean isShared() {
    return !next().quotas().isEmpty();
  }

  /**
   * Waits until requests are counted in the cluster. On a busy machine, responses may arrive after
   * their timeout.
   */
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

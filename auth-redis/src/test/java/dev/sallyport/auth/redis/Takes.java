package dev.sallyport.auth.redis;

import static org.awaitility.Awaitility.await;

import dev.sallyport.auth.spi.Fleet;
import dev.sallyport.auth.spi.RateLimit;
import dev.sallyport.auth.spi.RateLimiter;
import dev.sallyport.auth.spi.RateLimiter.Count;
import dev.sallyport.auth.testkit.TestKeys;
import dev.sallyport.auth.token.ProvenKey;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** One key whose requests a member counts, and how often that member had to do it alone. */
final class Takes {
  private final ProvenKey key = ProvenKey.of(TestKeys.key());
  private final AtomicLong alone = new AtomicLong();
  private final RateLimiter limiter;

  private Takes(Fleet fleet, RateLimit limit) {
    limiter = fleet.limiter(List.of(limit), limits -> this::countAlone);
  }

  static Takes from(Fleet fleet) {
    return from(fleet, "key:1000000/31d");
  }

  static Takes from(Fleet fleet, String limit) {
    return new Takes(fleet, RateLimit.parse(limit));
  }

  Count next() {
    return limiter.take(key);
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

  private Count countAlone(ProvenKey one) {
    alone.incrementAndGet();
    return Count.UNLIMITED;
  }
}

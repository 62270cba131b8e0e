package dev.sallyport.authorization;

import dev.sallyport.key.AuthenticatedKey;
import dev.sallyport.spi.StoreException;
import java.time.Duration;
import java.util.List;

/**
 * Counter of requests against quotas. Called last, after all other rules, because only this step
 * consumes something. Thread-safe.
 *
 * <pre>{@code
 * RateLimiter unlimited = RateLimiter.unlimited();
 * }</pre>
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface RateLimiter {
  /**
   * Takes one request from every quota that applies to the key, or from none of them.
   *
   * @return the result to report to the client
   * @throws StoreException if the counter is unavailable; the caller decides whether to fail open
   *     or closed
   */
  RateLimitResult tryAcquire(AuthenticatedKey key);

  /** Returns a limiter without limits. */
  static RateLimiter unlimited() {
    return key -> RateLimitResult.UNLIMITED;
  }

  /**
   * Result for one request.
   *
   * @param admitted whether every quota had a request left
   * @param retryAfter time until a request is available again; zero if admitted
   * @param quotas state of the quotas
   */
  record RateLimitResult(boolean admitted, Duration retryAfter, List<Quota> quotas) {
    /** Result for a key without quotas. */
    public static final RateLimitResult UNLIMITED =
        new RateLimitResult(true, Duration.ZERO, List.of());

    public RateLimitResult {
      quotas = List.copyOf(quotas);
    }
  }

  /**
   * Quota and its state.
   *
   * @param policy name of the limit, which must not reveal anything about a key
   * @param limit requests per window
   * @param window time until an exhausted quota is full again
   * @param remaining requests left
   * @param untilFull time until the quota is full again; zero if it is full
   */
  record Quota(String policy, long limit, Duration window, long remaining, Duration untilFull) {}
}

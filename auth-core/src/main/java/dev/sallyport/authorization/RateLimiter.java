package dev.sallyport.authorization;

import dev.sallyport.key.AuthenticatedKey;
import dev.sallyport.spi.StoreException;
import java.time.Duration;
import java.util.List;

/**
 * Counts requests against quotas. The last step before a request is let in, because it is the only
 * one that consumes. Thread-safe.
 */
@FunctionalInterface
public interface RateLimiter {
  /**
   * Takes one request from every quota that the key has a part in, or from none.
   *
   * @return what to tell the client
   * @throws StoreException if the count could not be read; the caller chooses what that means
   */
  RateLimitResult tryAcquire(AuthenticatedKey key);

  /** Nobody is limited. */
  static RateLimiter unlimited() {
    return key -> RateLimitResult.UNLIMITED;
  }

  /**
   * What became of one request.
   *
   * @param admitted whether every quota had one left
   * @param retryAfter when there will be one again; zero if it was admitted
   * @param quotas where they stand now
   */
  record RateLimitResult(boolean admitted, Duration retryAfter, List<Quota> quotas) {
    /** Of a key without quotas. */
    public static final RateLimitResult UNLIMITED =
        new RateLimitResult(true, Duration.ZERO, List.of());

    public RateLimitResult {
      quotas = List.copyOf(quotas);
    }
  }

  /**
   * A quota and where it stands.
   *
   * @param policy its name, which must not tell anything about a key
   * @param limit requests per window
   * @param window how long it takes until a used up quota is full again
   * @param remaining requests that are left now
   * @param untilFull how long until it is full again; zero if it is
   */
  record Quota(String policy, long limit, Duration window, long remaining, Duration untilFull) {}
}

package dev.sallyport.redis;

import dev.sallyport.authorization.RateLimit;
import dev.sallyport.authorization.RateLimit.Fallback;
import dev.sallyport.authorization.RateLimiter;
import dev.sallyport.spi.StoreException;
import java.util.List;
import java.util.function.Function;

/** Rate limits that apply while Redis is unavailable. */
final class FallbackRateLimits {
  private FallbackRateLimits() {}

  /**
   * Returns the limiter for the fallbacks of some limits.
   *
   * <p>If any limit is {@link Fallback#CLOSED}, all requests are denied. Otherwise limits that are
   * {@link Fallback#LOCAL} are counted on this node, and no quota is reported for those that are
   * {@link Fallback#OPEN}.
   *
   * @param limits the limits
   * @param alone creates a limiter that counts on this node only
   */
  static RateLimiter of(List<RateLimit> limits, Function<List<RateLimit>, RateLimiter> alone) {
    if (limits.stream().anyMatch(limit -> limit.fallback() == Fallback.CLOSED)) {
      return key -> {
        throw new StoreException(
            "Redis is unavailable, and a rate limit with the fallback 'closed' denies requests"
                + " without it.");
      };
    }
    List<RateLimit> local =
        limits.stream().filter(limit -> limit.fallback() == Fallback.LOCAL).toList();
    return local.isEmpty() ? RateLimiter.unlimited() : alone.apply(local);
  }
}

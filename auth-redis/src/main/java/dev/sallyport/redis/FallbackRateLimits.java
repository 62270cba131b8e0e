package dev.sallyport.redis;

import dev.sallyport.authorization.RateLimit;
import dev.sallyport.authorization.RateLimit.Fallback;
import dev.sallyport.authorization.RateLimiter;
import dev.sallyport.spi.StoreException;
import java.util.List;
import java.util.function.Function;

/** What holds while Redis cannot be asked. */
final class FallbackRateLimits {
  private FallbackRateLimits() {}

  /**
   * Lets nobody in if a limit is {@link Fallback#CLOSED}; else counts on this node those that are
   * {@link Fallback#LOCAL}, and reports no quota of those that are {@link Fallback#OPEN}.
   */
  static RateLimiter of(List<RateLimit> limits, Function<List<RateLimit>, RateLimiter> alone) {
    if (limits.stream().anyMatch(limit -> limit.fallback() == Fallback.CLOSED)) {
      return key -> {
        throw new StoreException(
            "Redis cannot be asked, and a rate limit lets nobody in without it.");
      };
    }
    List<RateLimit> local =
        limits.stream().filter(limit -> limit.fallback() == Fallback.LOCAL).toList();
    return local.isEmpty() ? RateLimiter.unlimited() : alone.apply(local);
  }
}

package dev.sallyport.auth;

import dev.sallyport.auth.spi.Change;
import dev.sallyport.auth.spi.Fleet;
import dev.sallyport.auth.spi.RateLimit;
import dev.sallyport.auth.spi.RateLimiter;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** Of nodes that share nothing but their store, each of which knows of no other. */
final class LoneFleet implements Fleet {
  @Override
  public void listen(Consumer<Change> hearer) {
    // nobody tells anything
  }

  @Override
  public void tell(Change change) {
    // nobody hears it
  }

  @Override
  public RateLimiter limiter(List<RateLimit> limits, Function<List<RateLimit>, RateLimiter> alone) {
    return alone.apply(limits);
  }

  @Override
  public void close() {
    // holds nothing
  }
}

package dev.sallyport.spi;

import dev.sallyport.authorization.RateLimit;
import dev.sallyport.authorization.RateLimiter;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What the nodes of an application share beside their store: news of changes, so that they need not
 * wait for {@code max-staleness}, and counts of requests.
 *
 * <p>Nothing safe rests on it: where it cannot be reached, changes are seen within {@code
 * max-staleness} all the same, and each limit holds as its {@link RateLimit#fallback()} says.
 * Thread-safe.
 */
public interface Cluster extends AutoCloseable {
  /**
   * Says who is to hear what other nodes changed; their own changes come too, or not. Called once,
   * before anything else.
   *
   * @param listener thread-safe, does not throw, and may take its time
   */
  void subscribe(Consumer<Invalidation> listener);

  /** Tells the other nodes of a change that is in the store. Returns at once and never throws. */
  void publish(Invalidation change);

  /**
   * Counts for all nodes together.
   *
   * @param limits at least one, all of which hold at once
   * @param alone makes one that counts on this node only, which limits fall back to
   */
  RateLimiter limiter(List<RateLimit> limits, Function<List<RateLimit>, RateLimiter> alone);

  @Override
  void close();
}

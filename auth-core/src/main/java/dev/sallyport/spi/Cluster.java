package dev.sallyport.spi;

import dev.sallyport.authorization.RateLimit;
import dev.sallyport.authorization.RateLimiter;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Connection between the nodes of an application, in addition to the store: propagates
 * invalidations, so that nodes do not wait for {@code max-staleness}, and counts requests of all
 * nodes.
 *
 * <p>Security does not depend on it: while it is unavailable, changes still apply within {@code
 * max-staleness}, and each limit behaves as its {@link RateLimit#fallback()} says. Thread-safe.
 *
 * <pre>{@code
 * Sallyport sallyport = Sallyport.builder(backend).cluster(cluster).build();
 * }</pre>
 *
 * @since 0.1.0
 */
public interface Cluster extends AutoCloseable {
  /**
   * Subscribes to changes of other nodes; changes of this node may be delivered too. Called once,
   * before any other method.
   *
   * @param listener thread-safe listener, which does not throw and may block
   */
  void subscribe(Consumer<Invalidation> listener);

  /** Publishes a stored change to the other nodes. Returns immediately and never throws. */
  void publish(Invalidation change);

  /**
   * Returns a rate limiter that counts for all nodes.
   *
   * @param limits one or more limits, all of which apply
   * @param alone factory of a limiter that counts on this node only, used as fallback
   */
  RateLimiter limiter(List<RateLimit> limits, Function<List<RateLimit>, RateLimiter> alone);

  /** Returns the state of the connection to the other nodes, without waiting for it. */
  default State state() {
    return State.CONNECTED;
  }

  @Override
  void close();

  /** State of the connection to the other nodes. */
  enum State {
    /** The nodes share only their store. */
    STANDALONE,
    /** Changes of other nodes arrive, and requests are counted for all nodes. */
    CONNECTED,
    /** At least one of both does not work at present. */
    DISCONNECTED
  }
}

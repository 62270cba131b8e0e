package dev.sallyport.internal.change;

import dev.sallyport.authorization.RateLimit;
import dev.sallyport.authorization.RateLimiter;
import dev.sallyport.spi.Cluster;
import dev.sallyport.spi.Invalidation;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** Cluster of nodes that share only their store. */
public final class StandaloneCluster implements Cluster {
  @Override
  public void subscribe(Consumer<Invalidation> listener) {
    // receives nothing
  }

  @Override
  public void publish(Invalidation change) {
    // no other nodes
  }

  @Override
  public RateLimiter limiter(List<RateLimit> limits, Function<List<RateLimit>, RateLimiter> alone) {
    return alone.apply(limits);
  }

  @Override
  public State state() {
    return State.STANDALONE;
  }

  @Override
  public void close() {
    // holds nothing
  }
}

package dev.sallyport.micrometer;

import dev.sallyport.authorization.RateLimit;
import dev.sallyport.authorization.RateLimiter;
import dev.sallyport.spi.Cluster;
import dev.sallyport.spi.Invalidation;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** Cluster in this JVM whose other node is the test. */
final class TwoNodes implements Cluster {
  volatile State state = State.CONNECTED;
  private Consumer<Invalidation> listener = change -> {};

  void deliver(Invalidation change) {
    listener.accept(change);
  }

  @Override
  public void subscribe(Consumer<Invalidation> listener) {
    this.listener = listener;
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
    return state;
  }

  @Override
  public void close() {
    // holds nothing
  }
}

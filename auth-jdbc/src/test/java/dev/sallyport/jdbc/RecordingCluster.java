package dev.sallyport.jdbc;

import dev.sallyport.authorization.RateLimit;
import dev.sallyport.authorization.RateLimiter;
import dev.sallyport.spi.Cluster;
import dev.sallyport.spi.Invalidation;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;

/** Cluster of nodes in this JVM, which records what they publish. */
public final class RecordingCluster implements Cluster {
  /** What was published, in that order. */
  public final List<Invalidation> published = new CopyOnWriteArrayList<>();

  private final List<Consumer<Invalidation>> nodes = new CopyOnWriteArrayList<>();

  @Override
  public void subscribe(Consumer<Invalidation> listener) {
    nodes.add(listener);
  }

  @Override
  public void publish(Invalidation change) {
    published.add(change);
    nodes.forEach(node -> node.accept(change));
  }

  @Override
  public RateLimiter limiter(List<RateLimit> limits, Function<List<RateLimit>, RateLimiter> alone) {
    return alone.apply(limits);
  }

  @Override
  public void close() {}
}

package dev.sallyport.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.spi.Cluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

/**
 * Contract of every {@link Cluster}. Extend this class and implement {@link #join} so that it
 * returns nodes of an otherwise empty cluster.
 *
 * <p>The tests take real time where nodes have to notice that the cluster was separated or
 * reunited.
 *
 * <pre>{@code
 * class MyClusterTest extends ClusterContract {
 *   @Override
 *   protected Cluster join() {
 *     return new MyCluster(server);
 *   }
 *
 *   @Override
 *   protected void separate() {
 *     server.suspend();
 *   }
 *
 *   @Override
 *   protected void reunite() {
 *     server.resume();
 *   }
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
public abstract class ClusterContract {
  static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final List<Cluster> members = new ArrayList<>();

  /** Creates the contract. */
  protected ClusterContract() {}

  /** Returns a new node of the cluster under test. Each test uses a different cluster. */
  protected abstract Cluster join();

  /** Disconnects all nodes from the cluster. Returns when they are disconnected. */
  protected abstract void separate();

  /** Reconnects all nodes after {@link #separate}. Nodes may need some seconds to notice. */
  protected abstract void reunite();

  @AfterEach
  final void closeNodes() {
    members.forEach(Cluster::close);
  }

  /** Returns a new node, which is closed after the test. */
  final Cluster member() {
    Cluster member = join();
    members.add(member);
    return member;
  }

  /** Waits until a condition holds, for half a minute at most. */
  static void eventually(BooleanSupplier condition) {
    long end = System.nanoTime() + TIMEOUT.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("timeout of " + TIMEOUT).isLessThan(end);
      LockSupport.parkNanos(5_000_000);
    }
  }

  @Nested
  class Invalidations extends InvalidationContract {
    Invalidations() {
      super(ClusterContract.this);
    }
  }

  @Nested
  class RateLimits extends ClusterRateLimitContract {
    RateLimits() {
      super(ClusterContract.this);
    }
  }
}

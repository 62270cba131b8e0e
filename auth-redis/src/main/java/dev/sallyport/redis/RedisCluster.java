package dev.sallyport.redis;

import dev.sallyport.authorization.RateLimit;
import dev.sallyport.authorization.RateLimiter;
import dev.sallyport.spi.Cluster;
import dev.sallyport.spi.Invalidation;
import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A cluster that meets in a Redis: counts there, and tells news through a channel of it.
 *
 * <p>News are lost while a node is not connected; {@code max-staleness} bounds what that costs.
 */
final class RedisCluster implements Cluster {
  private static final int MAX_NEWS = 10_000;
  private static final String[] CHECK_SIZE = {"1000000", "1000000"};

  private final UUID self = UUID.randomUUID();
  private final RedisHealthLog notices = new RedisHealthLog();
  private final ThreadPoolExecutor newsroom =
      new ThreadPoolExecutor(
          1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MAX_NEWS), RedisCluster::newsThread);
  private final LettuceClient driver;
  private final String prefix;
  private final Duration timeout;
  private final TokenBucketScript script;
  private final SupervisedConnection<StatefulRedisConnection<String, String>> counts;
  private volatile @Nullable SupervisedConnection<StatefulRedisPubSubConnection<String, String>>
      invalidations;

  /** Begins to connect, and does not wait for it. */
  RedisCluster(LettuceClient driver, String prefix, Duration timeout) {
    this.driver = driver;
    this.prefix = prefix;
    this.timeout = timeout;
    this.script = new TokenBucketScript(timeout);
    this.counts =
        new SupervisedConnection<>("count requests", driver::connect, this::checkCounting, notices);
    counts.start();
  }

  /** Waits some seconds at most for both connections, so as not to miss what is told meanwhile. */
  @Override
  public void subscribe(Consumer<Invalidation> listener) {
    InvalidationSubscriber hearing = new InvalidationSubscriber(self, listener, newsroom, notices);
    SupervisedConnection<StatefulRedisPubSubConnection<String, String>> line =
        new SupervisedConnection<>(
            "hear of changes",
            () -> driver.subscribe(channel(), hearing),
            RedisCluster::checkHearing,
            notices);
    invalidations = line;
    line.start();
    line.awaitFirstTry(LettuceClient.PATIENCE);
    counts.awaitFirstTry(LettuceClient.PATIENCE);
  }

  @Override
  public void publish(Invalidation change) {
    StatefulRedisConnection<String, String> connection = counts.connected();
    if (connection != null) {
      try {
        CallerThread.run(
            () ->
                connection
                    .async()
                    .publish(channel(), new InvalidationMessage(self, change).text())
                    .whenComplete((heardBy, failure) -> untold(failure)));
      } catch (RuntimeException e) {
        untold(e);
      }
    }
  }

  @Override
  public RateLimiter limiter(List<RateLimit> limits, Function<List<RateLimit>, RateLimiter> alone) {
    return new ClusterRateLimiter(
        counts, script, prefix, limits, FallbackRateLimits.of(limits, alone));
  }

  /** Waits, but not long, until what was told is on its way. */
  @Override
  public void close() {
    CallerThread.run(this::end);
  }

  private void end() {
    StatefulRedisConnection<String, String> connection = counts.usable();
    if (connection != null) {
      awaitTold(connection);
    }
    counts.close();
    if (invalidations != null) {
      invalidations.close();
    }
    newsroom.shutdownNow();
    driver.close();
  }

  private String channel() {
    return prefix + ":news";
  }

  private void checkCounting(StatefulRedisConnection<String, String> connection) {
    script.run(connection, new String[] {prefix + ":check"}, CHECK_SIZE);
  }

  /** Redis answers in the order in which it is asked. */
  private void awaitTold(StatefulRedisConnection<String, String> connection) {
    try {
      LettuceFutures.awaitOrCancel(
          connection.async().ping(), timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RedisException e) {
      counts.doubt(connection, e);
    }
  }

  private static void checkHearing(StatefulRedisPubSubConnection<String, String> connection) {
    LettuceFutures.awaitOrCancel(
        connection.async().ping(), LettuceClient.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void untold(@Nullable Throwable failure) {
    if (failure != null) {
      notices.untold(failure);
    }
  }

  private static Thread newsThread(Runnable work) {
    Thread thread = new Thread(work, "sallyport-redis-news");
    thread.setDaemon(true);
    return thread;
  }
}

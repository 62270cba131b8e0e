package dev.sallyport.redis;

import dev.sallyport.authorization.RateLimit;
import dev.sallyport.authorization.RateLimiter;
import dev.sallyport.spi.Cluster;
import dev.sallyport.spi.Invalidation;
import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisCommandInterruptedException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Cluster whose nodes share a Redis: rate limits are counted there, and changes are published on a
 * channel.
 *
 * <p>Changes are lost while a node is not connected. It then reads them from the store within
 * {@code max-staleness}.
 */
final class RedisCluster implements Cluster {
  private static final int MAX_PENDING_CHANGES = 10_000;
  private static final String[] CHECK_SIZE = {"1000000", "1000000"};

  private final UUID self = UUID.randomUUID();
  private final RedisHealthLog healthLog = new RedisHealthLog();
  private final ThreadPoolExecutor listenerExecutor =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(MAX_PENDING_CHANGES),
          RedisCluster::listenerThread);
  private final LettuceClient driver;
  private final String prefix;
  private final Duration timeout;
  private final TokenBucketScript script;
  private final SupervisedConnection<StatefulConnection<String, String>> counting;
  private volatile @Nullable SupervisedConnection<StatefulRedisPubSubConnection<String, String>>
      invalidations;

  /** Starts to connect without waiting for the connection. */
  RedisCluster(LettuceClient driver, String prefix, Duration timeout) {
    this.driver = driver;
    this.prefix = prefix;
    this.timeout = timeout;
    this.script = new TokenBucketScript(timeout);
    this.counting =
        new SupervisedConnection<>(
            "count requests", driver::connect, this::checkCounting, healthLog);
    counting.start();
  }

  /** Waits a few seconds at most for both connections, so that no changes are missed meanwhile. */
  @Override
  public void subscribe(Consumer<Invalidation> listener) {
    InvalidationSubscriber subscriber =
        new InvalidationSubscriber(self, listener, listenerExecutor, healthLog);
    SupervisedConnection<StatefulRedisPubSubConnection<String, String>> connection =
        new SupervisedConnection<>(
            "receive changes",
            () -> driver.subscribe(channel(), subscriber),
            opened -> checkSubscription(opened, subscriber),
            healthLog);
    invalidations = connection;
    connection.start();
    connection.awaitFirstAttempt(LettuceClient.TIMEOUT);
    counting.awaitFirstAttempt(LettuceClient.TIMEOUT);
  }

  @Override
  public void publish(Invalidation change) {
    StatefulConnection<String, String> connection = counting.connected();
    if (connection != null) {
      try {
        CallerThread.run(
            () ->
                LettuceClient.commands(connection)
                    .publish(channel(), new InvalidationMessage(self, change).text())
                    .whenComplete((receivers, failure) -> logIfFailed(failure)));
      } catch (RuntimeException e) {
        logIfFailed(e);
      }
    }
  }

  @Override
  public RateLimiter limiter(List<RateLimit> limits, Function<List<RateLimit>, RateLimiter> alone) {
    return new ClusterRateLimiter(
        counting, script, prefix, limits, FallbackRateLimits.of(limits, alone));
  }

  @Override
  public State state() {
    SupervisedConnection<?> receiving = invalidations;
    boolean isReceiving = receiving == null || receiving.usable() != null;
    return isReceiving && counting.usable() != null ? State.CONNECTED : State.DISCONNECTED;
  }

  /** Waits for a bounded time until published changes are sent, then closes all connections. */
  @Override
  public void close() {
    CallerThread.run(this::disconnect);
  }

  private void disconnect() {
    StatefulConnection<String, String> connection = counting.usable();
    if (connection != null) {
      awaitPublished(connection);
    }
    counting.close();
    if (invalidations != null) {
      invalidations.close();
    }
    listenerExecutor.shutdownNow();
    driver.close();
  }

  private String channel() {
    return prefix + ":invalidations";
  }

  private void checkCounting(StatefulConnection<String, String> connection) {
    LettuceClient.keyPerMaster(connection, prefix + ":check")
        .forEach(
            key -> script.run(LettuceClient.commands(connection), new String[] {key}, CHECK_SIZE));
  }

  /**
   * A master responds in the order of the commands, so a response to a message means that earlier
   * messages were processed. An empty message is ignored.
   */
  private void awaitPublished(StatefulConnection<String, String> connection) {
    try {
      LettuceFutures.awaitOrCancel(
          LettuceClient.commands(connection).publish(channel(), ""),
          timeout.toNanos(),
          TimeUnit.NANOSECONDS);
    } catch (RedisException e) {
      counting.reportFailure(connection, e);
    }
  }

  /**
   * Requires that a message of this node comes back. A server that has been separated from the
   * others responds, but receives nothing of what is published at them.
   */
  private void checkSubscription(
      StatefulRedisPubSubConnection<String, String> connection, InvalidationSubscriber subscriber) {
    await(connection.async().ping());
    StatefulConnection<String, String> publishing = counting.usable();
    if (publishing == null) {
      return; // its own check has found out why
    }
    String text = "echo " + UUID.randomUUID();
    CompletableFuture<Void> heard = subscriber.expect(text);
    try {
      await(LettuceClient.commands(publishing).publish(channel(), text));
    } catch (RedisException e) {
      return; // the check of that connection finds out why
    }
    try {
      heard.get(LettuceClient.TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RedisCommandInterruptedException(e);
    } catch (ExecutionException | TimeoutException e) {
      throw new RedisCommandTimeoutException("A published message was not received");
    }
  }

  private static void await(RedisFuture<?> response) {
    LettuceFutures.awaitOrCancel(response, LettuceClient.TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void logIfFailed(@Nullable Throwable failure) {
    if (failure != null) {
      healthLog.publishFailed(failure);
    }
  }

  private static Thread listenerThread(Runnable work) {
    Thread thread = new Thread(work, "sallyport-redis-listener");
    thread.setDaemon(true);
    return thread;
  }
}

package dev.sallyport.redis;

import dev.sallyport.spi.Invalidation;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * Subscriber that passes changes of other nodes to a listener, on another thread than the driver's.
 */
final class InvalidationSubscriber extends RedisPubSubAdapter<String, String> {
  private final UUID self;
  private final Consumer<Invalidation> listener;
  private final Executor thread;
  private final RedisHealthLog healthLog;
  private volatile Echo expected = new Echo("", new CompletableFuture<>());

  /** Message of this node to itself. */
  private record Echo(String text, CompletableFuture<Void> heard) {}

  /**
   * Creates a subscriber.
   *
   * @param self the id of this node, whose own messages are ignored
   * @param listener receives the changes
   * @param thread runs the listener; throws {@link RejectedExecutionException} if too many changes
   *     are waiting
   * @param healthLog logs failures
   */
  InvalidationSubscriber(
      UUID self, Consumer<Invalidation> listener, Executor thread, RedisHealthLog healthLog) {
    this.self = self;
    this.listener = listener;
    this.thread = thread;
    this.healthLog = healthLog;
  }

  /** Returns a future that completes when the text, which is not empty, is received. */
  CompletableFuture<Void> expect(String text) {
    Echo echo = new Echo(text, new CompletableFuture<>());
    expected = echo;
    return echo.heard();
  }

  @Override
  public void message(String channel, String text) {
    Echo echo = expected;
    if (!text.isEmpty() && text.equals(echo.text())) {
      echo.heard().complete(null);
      return;
    }
    InvalidationMessage.parse(text)
        .filter(message -> !message.sender().equals(self))
        .ifPresent(message -> passOn(message.change()));
  }

  private void passOn(Invalidation change) {
    try {
      thread.execute(() -> notifyListener(change));
    } catch (RejectedExecutionException e) {
      healthLog.queueOverflowed();
    }
  }

  private void notifyListener(Invalidation change) {
    try {
      listener.accept(change);
    } catch (RuntimeException e) {
      healthLog.listenerFailed(e);
    }
  }
}

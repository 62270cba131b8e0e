package dev.sallyport.redis;

import dev.sallyport.spi.Invalidation;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/** Passes on what other nodes say, on another thread than the driver's. */
final class InvalidationSubscriber extends RedisPubSubAdapter<String, String> {
  private final UUID self;
  private final Consumer<Invalidation> listener;
  private final Executor thread;
  private final RedisHealthLog notices;

  /**
   * Passes changes to a hearer.
   *
   * @param self who need not be heard
   * @param thread throws {@link RejectedExecutionException} when too much is waiting
   */
  InvalidationSubscriber(
      UUID self, Consumer<Invalidation> listener, Executor thread, RedisHealthLog notices) {
    this.self = self;
    this.listener = listener;
    this.thread = thread;
    this.notices = notices;
  }

  @Override
  public void message(String channel, String text) {
    InvalidationMessage.parse(text)
        .filter(invalidations -> !invalidations.sender().equals(self))
        .ifPresent(invalidations -> passOn(invalidations.change()));
  }

  private void passOn(Invalidation change) {
    try {
      thread.execute(() -> tell(change));
    } catch (RejectedExecutionException e) {
      notices.overflows();
    }
  }

  private void tell(Invalidation change) {
    try {
      listener.accept(change);
    } catch (RuntimeException e) {
      notices.deafens(e);
    }
  }
}

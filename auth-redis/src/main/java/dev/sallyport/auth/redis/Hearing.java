package dev.sallyport.auth.redis;

import dev.sallyport.auth.spi.Change;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/** Passes on what other nodes say, on another thread than the driver's. */
final class Hearing extends RedisPubSubAdapter<String, String> {
  private final UUID self;
  private final Consumer<Change> hearer;
  private final Executor thread;
  private final Notices notices;

  /**
   * Passes changes to a hearer.
   *
   * @param self who need not be heard
   * @param thread throws {@link RejectedExecutionException} when too much is waiting
   */
  Hearing(UUID self, Consumer<Change> hearer, Executor thread, Notices notices) {
    this.self = self;
    this.hearer = hearer;
    this.thread = thread;
    this.notices = notices;
  }

  @Override
  public void message(String channel, String text) {
    News.parse(text)
        .filter(news -> !news.sender().equals(self))
        .ifPresent(news -> passOn(news.change()));
  }

  private void passOn(Change change) {
    try {
      thread.execute(() -> tell(change));
    } catch (RejectedExecutionException e) {
      notices.overflows();
    }
  }

  private void tell(Change change) {
    try {
      hearer.accept(change);
    } catch (RuntimeException e) {
      notices.deafens(e);
    }
  }
}

package dev.sallyport.event;

import dev.sallyport.authorization.DenialReason;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Listener that observes every request without an object for each, for metrics and tracing.
 *
 * <p>It receives decisions by the methods below instead of {@link Event.Authenticated} and {@link
 * Event.Denied}, and all other events by {@link #on}. All methods are called in the thread of the
 * request; the rules of {@link EventListener} apply to them.
 *
 * <pre>{@code
 * final class Counts implements RequestListener {
 *   private final LongAdder authenticated = new LongAdder();
 *
 *   @Override
 *   public void authenticated(long stalenessMicros, boolean isStoreAvailable) {
 *     authenticated.increment();
 *   }
 *
 *   @Override
 *   public void on(Event event) {}
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
public interface RequestListener extends EventListener {
  /**
   * A request was authenticated.
   *
   * @param stalenessMicros age of the state of the key and its owner, in microseconds; 0 if it was
   *     read for this request
   * @param isStoreAvailable false if an older state was used because the store did not answer
   */
  default void authenticated(long stalenessMicros, boolean isStoreAvailable) {}

  /**
   * A request was denied.
   *
   * @param reason exact reason, even if the client gets a less specific one
   */
  default void denied(DenialReason reason) {}

  /**
   * No decision was possible, so that the client gets 503.
   *
   * @param failure a {@link dev.sallyport.spi.StoreException} or a {@link
   *     dev.sallyport.authentication.OverloadedException}
   */
  default void unavailable(RuntimeException failure) {}

  /**
   * A token was verified from memory. Called for a random sample of one in 64 requests, because
   * measuring costs more than all else that a listener does.
   *
   * @param nanos duration in nanoseconds
   */
  default void verifiedFromMemory(long nanos) {}

  /**
   * Called before a token is verified with the store: by reading its key and, unless it was
   * verified before, by computing its digest.
   *
   * @return called at the end, in the same thread, with what was thrown; null if nothing was
   */
  default Consumer<@Nullable Throwable> verifying() {
    return failure -> {};
  }
}

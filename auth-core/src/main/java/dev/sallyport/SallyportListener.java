package dev.sallyport;

import dev.sallyport.event.EventListener;

/**
 * Event listener that is told of the Sallyport instance whose events it receives.
 *
 * <pre>{@code
 * final class Gauges implements SallyportListener {
 *   @Override
 *   public void opened(Sallyport sallyport) {
 *     gauge("sallyport.digest.waiting", () -> sallyport.health().waitingVerifications());
 *   }
 *
 *   @Override
 *   public void on(Event event) {}
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
public interface SallyportListener extends EventListener {
  /** Called when the instance is ready, in the thread that builds it. */
  default void opened(Sallyport sallyport) {}

  /** Called when the instance is closed. No events follow. */
  default void closed() {}
}

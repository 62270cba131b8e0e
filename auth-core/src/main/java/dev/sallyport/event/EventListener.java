package dev.sallyport.event;

/**
 * Listener for events of a Sallyport instance.
 *
 * <p>Called in the thread of the request or of the change, after the decision was made or the
 * change was stored. Within a transaction of the host that is after its commit, possibly while the
 * thread still holds its connection: calls back need another one. Must be fast; hand longer work to
 * another thread. Exceptions are logged and have no other effect. Thread-safe. Not a substitute for
 * the audit log: a listener does not receive changes made elsewhere or while this JVM terminates.
 *
 * <pre>{@code
 * EventListener metrics = event -> counters.increment(event.getClass().getSimpleName());
 * }</pre>
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface EventListener {
  /** Handles an event. */
  void on(Event event);
}

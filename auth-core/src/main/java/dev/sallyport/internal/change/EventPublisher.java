package dev.sallyport.internal.change;

import dev.sallyport.event.Event;
import dev.sallyport.event.EventListener;
import dev.sallyport.transaction.HostTransaction.Outcome;
import dev.sallyport.transaction.HostTransactions;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes events to all listeners and isolates callers from their failures. */
public final class EventPublisher {
  private static final Logger log = LoggerFactory.getLogger(EventPublisher.class);

  private final List<Guarded> listeners;
  private final HostTransactions transactions;

  public EventPublisher(List<EventListener> listeners, HostTransactions transactions) {
    this.transactions = transactions;
    this.listeners = listeners.stream().map(it -> new Guarded(it, new AtomicLong())).toList();
  }

  /** Returns whether there are listeners, so that events need to be created. */
  public boolean hasListeners() {
    return !listeners.isEmpty();
  }

  /** Publishes an event. Never throws. */
  public void publish(Event event) {
    listeners.forEach(listener -> listener.publish(event));
  }

  /** Publishes an event of a stored change once the host's transaction, if any, is committed. */
  public void publishCommitted(Event event) {
    transactions.afterCompletion(
        outcome -> {
          if (outcome == Outcome.COMMITTED) {
            publish(event);
          }
        });
  }

  private record Guarded(EventListener listener, AtomicLong failures) {
    void publish(Event event) {
      try {
        listener.on(event);
      } catch (Throwable e) { // a failing listener must not affect the request
        warn(event, e);
      }
    }

    /**
     * Logs the 1st, 2nd, 4th, 8th failure and so on, because a listener may fail at every request.
     */
    private void warn(Event event, Throwable e) {
      long failed = failures.incrementAndGet();
      if (Long.bitCount(failed) == 1) {
        log.warn(
            "Event listener {} failed for {} ({} failures so far)",
            listener.getClass().getName(),
            event.getClass().getSimpleName(),
            failed,
            e);
      }
    }
  }
}

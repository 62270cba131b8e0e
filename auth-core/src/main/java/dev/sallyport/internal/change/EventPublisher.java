package dev.sallyport.internal.change;

import dev.sallyport.event.Event;
import dev.sallyport.event.EventListener;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells all listeners, none of whom can harm the one who tells. */
public final class EventPublisher {
  private static final Logger log = LoggerFactory.getLogger(EventPublisher.class);

  private final List<Guarded> listeners;

  public EventPublisher(List<EventListener> listeners) {
    this.listeners = listeners.stream().map(it -> new Guarded(it, new AtomicLong())).toList();
  }

  /** Whether it is worth making an event. */
  public boolean hasListeners() {
    return !listeners.isEmpty();
  }

  public void publish(Event event) {
    listeners.forEach(listener -> listener.publish(event));
  }

  private record Guarded(EventListener listener, AtomicLong failures) {
    void publish(Event event) {
      try {
        listener.on(event);
      } catch (Throwable e) { // whatever is wrong with a listener is not the request's fault
        warn(event, e);
      }
    }

    /** Seldom, since it may fail at every request: at the 1st, 2nd, 4th, 8th failure. */
    private void warn(Event event, Throwable e) {
      long failed = failures.incrementAndGet();
      if (Long.bitCount(failed) == 1) {
        log.warn(
            "The event listener {} failed at {} ({} failures so far)",
            listener.getClass().getName(),
            event.getClass().getSimpleName(),
            failed,
            e);
      }
    }
  }
}

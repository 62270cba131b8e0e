package dev.sallyport.internal.event;

import dev.sallyport.authorization.DenialReason;
import dev.sallyport.event.Event;
import dev.sallyport.event.EventListener;
import dev.sallyport.event.RequestListener;
import dev.sallyport.key.Owner;
import dev.sallyport.transaction.HostTransaction.Outcome;
import dev.sallyport.transaction.HostTransactions;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes events to all listeners and isolates callers from their failures. */
public final class EventPublisher {
  private static final Logger log = LoggerFactory.getLogger(EventPublisher.class);
  private static final int SAMPLED = 64;

  private final List<Guarded<EventListener>> listeners;
  private final List<Guarded<EventListener>> withoutCalls;
  private final List<Guarded<RequestListener>> withCalls;
  private final HostTransactions transactions;

  public EventPublisher(List<EventListener> listeners, HostTransactions transactions) {
    this.transactions = transactions;
    this.listeners = listeners.stream().map(it -> new Guarded<>(it)).toList();
    this.withoutCalls =
        this.listeners.stream().filter(it -> !(it.listener instanceof RequestListener)).toList();
    this.withCalls =
        listeners.stream()
            .filter(RequestListener.class::isInstance)
            .map(it -> new Guarded<>((RequestListener) it))
            .toList();
  }

  /** Returns whether there are listeners, so that events need to be created. */
  public boolean hasListeners() {
    return !listeners.isEmpty();
  }

  /** Publishes an event other than a decision about a request. Never throws. */
  public void publish(Event event) {
    publish(event, listeners);
  }

  private static void publish(Event event, List<Guarded<EventListener>> listeners) {
    call(listeners, event.getClass().getSimpleName(), it -> it.on(event));
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

  /** Publishes that a request was authenticated. Never throws. */
  public void authenticated(
      Instant at, UUID keyId, Owner owner, long stalenessMicros, boolean isStoreAvailable) {
    call("Authenticated", it -> it.authenticated(Math.max(0, stalenessMicros), isStoreAvailable));
    if (!withoutCalls.isEmpty()) {
      publish(new Event.Authenticated(at, keyId, owner), withoutCalls);
    }
  }

  /** Publishes that a request was denied. Never throws. */
  public void denied(Instant at, DenialReason reason, Optional<UUID> keyId) {
    call("Denied", it -> it.denied(reason));
    if (!withoutCalls.isEmpty()) {
      publish(new Event.Denied(at, reason, keyId), withoutCalls);
    }
  }

  /** Publishes that no decision about a request was possible. Never throws. */
  public void unavailable(RuntimeException failure) {
    call("Unavailable", it -> it.unavailable(failure));
  }

  /**
   * Returns the {@link System#nanoTime()} at the beginning of a sampled request; 0 for all others.
   */
  public long beginSample() {
    return !withCalls.isEmpty() && ThreadLocalRandom.current().nextInt(SAMPLED) == 0
        ? System.nanoTime()
        : 0;
  }

  /** Publishes that the token of a sampled request was verified from memory. Never throws. */
  public void verifiedFromMemory(long begun) {
    if (begun != 0) {
      long nanos = System.nanoTime() - begun;
      call("Verified", it -> it.verifiedFromMemory(nanos));
    }
  }

  /** Runs the verification of a token with the store, between two calls of each listener. */
  public <T> T verify(Supplier<T> verification) {
    if (withCalls.isEmpty()) {
      return verification.get();
    }
    Deque<Consumer<@Nullable Throwable>> ends = new ArrayDeque<>();
    call("Verifying", it -> ends.push(it.verifying()));
    try {
      T result = verification.get();
      end(ends, null);
      return result;
    } catch (RuntimeException | Error e) {
      end(ends, e);
      throw e;
    }
  }

  /** Ends in reverse order, as nested scopes of tracers require. */
  private static void end(Deque<Consumer<@Nullable Throwable>> ends, @Nullable Throwable failure) {
    for (Consumer<@Nullable Throwable> end : ends) {
      try {
        end.accept(failure);
      } catch (Throwable e) { // a failing listener must not affect the request
        log.debug("A listener failed at the end of a verification", e);
      }
    }
  }

  private void call(String what, Consumer<RequestListener> call) {
    call(withCalls, what, call);
  }

  private static <L extends EventListener> void call(
      List<Guarded<L>> listeners, String what, Consumer<L> call) {
    for (Guarded<L> it : listeners) {
      try {
        call.accept(it.listener);
      } catch (Throwable e) { // a failing listener must not affect the request
        it.warn(what, e);
      }
    }
  }

  private record Guarded<L extends EventListener>(L listener, AtomicLong failures) {
    Guarded(L listener) {
      this(listener, new AtomicLong());
    }

    /**
     * Logs the 1st, 2nd, 4th, 8th failure and so on, because a listener may fail at every request.
     */
    void warn(String event, Throwable e) {
      long failed = failures.incrementAndGet();
      if (Long.bitCount(failed) == 1) {
        log.warn(
            "Event listener {} failed for {} ({} failures so far)",
            listener.getClass().getName(),
            event,
            failed,
            e);
      }
    }
  }
}

package dev.sallyport.internal.store;

import dev.sallyport.session.SessionStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Remover of ended sessions, once per hour. */
public final class SessionCleaner {
  private static final Duration INTERVAL = Duration.ofHours(1);
  private static final Logger log = LoggerFactory.getLogger(SessionCleaner.class);

  private final SessionStore store;
  private final Clock clock;
  private Instant next = Instant.MIN;

  /** Creates a remover. */
  public SessionCleaner(SessionStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Removes ended sessions if an hour has passed. Never throws an exception. */
  public synchronized void clean() {
    Instant now = clock.instant();
    if (now.isBefore(next)) {
      return;
    }
    next = now.plus(INTERVAL);
    try {
      int removed = store.removeEnded(now);
      log.debug("Removed {} ended sessions", removed);
    } catch (RuntimeException e) {
      log.warn("Could not remove ended sessions, will retry in an hour: {}", e.getMessage());
      log.debug("Could not remove ended sessions", e);
    }
  }
}

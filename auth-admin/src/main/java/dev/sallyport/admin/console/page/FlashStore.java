package dev.sallyport.admin.console.page;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sallyport.admin.session.AdminSession;
import java.time.Duration;
import java.util.Optional;

/**
 * Store of values that only the next page of a session shows, such as the result of a form or a new
 * token. Values expire after two minutes. Thread-safe.
 */
public final class FlashStore<T> {
  private static final Duration RETENTION = Duration.ofMinutes(2);
  private static final int MAX_VALUES = 10_000;

  private final Cache<Slot, T> values =
      Caffeine.newBuilder().maximumSize(MAX_VALUES).expireAfterWrite(RETENTION).build();

  private record Slot(String csrfToken, String name) {}

  /** Stores a value for the next page of a session. */
  public void put(AdminSession session, String name, T value) {
    values.put(new Slot(session.csrfToken(), name), value);
  }

  /** Removes and returns a value; empty if there is none. */
  public Optional<T> take(AdminSession session, String name) {
    return Optional.ofNullable(values.asMap().remove(new Slot(session.csrfToken(), name)));
  }
}

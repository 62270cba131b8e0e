package dev.sallyport.admin.console.page;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sallyport.admin.session.AdminSession;
import java.time.Duration;
import java.util.Optional;

/**
 * Things that the next page of a session shows, and no page after it: what came of a form, or a new
 * token. What nobody comes for is forgotten before long. Thread-safe.
 */
public final class FlashStore<T> {
  private static final Duration RETENTION = Duration.ofMinutes(2);
  private static final int MAX_VALUES = 10_000;

  private final Cache<Slot, T> values =
      Caffeine.newBuilder().maximumSize(MAX_VALUES).expireAfterWrite(RETENTION).build();

  private record Slot(String csrfToken, String name) {}

  public void put(AdminSession session, String name, T value) {
    values.put(new Slot(session.csrfToken(), name), value);
  }

  /** Empty if there is nothing, or it was taken before. */
  public Optional<T> take(AdminSession session, String name) {
    return Optional.ofNullable(values.asMap().remove(new Slot(session.csrfToken(), name)));
  }
}

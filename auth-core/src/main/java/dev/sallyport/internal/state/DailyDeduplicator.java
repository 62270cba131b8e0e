package dev.sallyport.internal.state;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Detects the first event of a key per day, in UTC and in this JVM. Beyond {@value #MAX_KEYS} keys
 * per day it reports none, which limits memory and log output.
 */
final class DailyDeduplicator {
  static final int MAX_KEYS = 100_000;

  private volatile Day day = new Day(Instant.MIN);

  boolean isFirst(UUID keyId, Instant now) {
    Day today = today(now.truncatedTo(ChronoUnit.DAYS));
    return today.keys.size() < MAX_KEYS && today.keys.add(keyId);
  }

  private Day today(Instant start) {
    Day current = day;
    if (!current.start.isBefore(start)) {
      return current;
    }
    synchronized (this) {
      if (day.start.isBefore(start)) {
        day = new Day(start);
      }
      return day;
    }
  }

  private record Day(Instant start, Set<UUID> keys) {
    Day(Instant start) {
      this(start, ConcurrentHashMap.newKeySet());
    }
  }
}

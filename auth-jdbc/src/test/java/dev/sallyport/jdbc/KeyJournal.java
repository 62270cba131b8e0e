package dev.sallyport.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.Sallyport;
import dev.sallyport.audit.AuditEntry;
import dev.sallyport.event.Event.KeyAction;
import dev.sallyport.key.ApiKey;
import dev.sallyport.spi.ApiKeyQuery;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Journal of acknowledged changes and of the last change each worker has begun. Thread-safe. */
final class KeyJournal {
  private final List<KeyChange> done = Collections.synchronizedList(new ArrayList<>());
  private final Map<Integer, KeyChange> inProgress = Collections.synchronizedMap(new HashMap<>());

  void begun(KeyChange change) {
    inProgress.put(change.worker(), change);
  }

  void done(KeyChange change) {
    done.add(change);
    inProgress.remove(change.worker());
  }

  /** Returns the number of acknowledged changes. */
  int size() {
    return done.size();
  }

  /**
   * Requires that no acknowledged change is lost or undone and that each change in progress is
   * stored completely or not at all.
   */
  void requireStoredIn(Sallyport sallyport) {
    Map<UUID, Boolean> acknowledged = acknowledged();
    Map<UUID, ApiKey> stored = stored(sallyport);
    Set<UUID> uncertain = new HashSet<>();
    inProgress.values().forEach(change -> uncertain.add(change.key()));
    acknowledged.forEach(
        (key, isActive) -> {
          if (!uncertain.contains(key)) {
            requireState(stored.get(key), key, isActive);
          }
        });
    long creations = inProgress.values().stream().filter(KeyChange::createsKey).count();
    assertThat(stored.keySet())
        .filteredOn(key -> !acknowledged.containsKey(key))
        .as("keys whose creation was not acknowledged")
        .hasSizeLessThanOrEqualTo((int) creations);
    requireRecords(sallyport, stored.keySet());
  }

  /** Returns true for active keys, false for inactive keys and null for deleted keys. */
  private Map<UUID, @Nullable Boolean> acknowledged() {
    Map<UUID, @Nullable Boolean> states = new HashMap<>();
    for (KeyChange change : List.copyOf(done)) {
      states.put(change.key(), stateAfter(change.action()));
      if (change.action() == KeyAction.ROTATED) {
        states.put(change.successor(), true);
      }
    }
    return states;
  }

  private static @Nullable Boolean stateAfter(KeyAction action) {
    return switch (action) {
      case CREATED -> true;
      case DEACTIVATED, ROTATED -> false;
      case DELETED -> null;
      default -> throw new IllegalStateException(action.word());
    };
  }

  private static void requireState(@Nullable ApiKey stored, UUID key, @Nullable Boolean isActive) {
    assertThat(stored == null ? null : stored.active()).as("key %s", key).isEqualTo(isActive);
  }

  private void requireRecords(Sallyport sallyport, Set<UUID> stored) {
    assertThat(sallyport.audit().verify().flaw()).isEmpty();
    List<String> recorded = records(sallyport);
    assertThat(recorded).doesNotHaveDuplicates();
    List<String> expected = new ArrayList<>();
    for (KeyChange change : List.copyOf(done)) {
      expected.add(record(change.action(), change.key()));
      if (change.action() == KeyAction.ROTATED) {
        expected.add(record(KeyAction.CREATED, change.successor()));
      }
    }
    assertThat(recorded).containsAll(expected);
    assertThat(recorded.size() - expected.size())
        .as("records of changes that were not acknowledged")
        .isLessThanOrEqualTo(2 * inProgress.size());
    stored.forEach(key -> assertThat(recorded).contains(record(KeyAction.CREATED, key)));
  }

  private static String record(KeyAction action, UUID key) {
    return action.word() + " key:" + key;
  }

  private static List<String> records(Sallyport sallyport) {
    List<String> records = new ArrayList<>();
    List<AuditEntry> some = sallyport.audit().entriesAfter(0, 1000);
    while (!some.isEmpty()) {
      some.forEach(it -> records.add(it.record().action() + " " + it.record().subject()));
      some = sallyport.audit().entriesAfter(some.get(some.size() - 1).sequence(), 1000);
    }
    return records;
  }

  private static Map<UUID, ApiKey> stored(Sallyport sallyport) {
    Map<UUID, ApiKey> keys = new HashMap<>();
    for (int page = 0; ; page++) {
      List<ApiKey> some = sallyport.keys().list(ApiKeyQuery.all().page(page, 500)).items();
      some.forEach(key -> keys.put(key.id(), key));
      if (some.isEmpty()) {
        return keys;
      }
    }
  }
}

package dev.sallyport.jpa;

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
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What workers were promised, and what each had begun last. Thread-safe. */
final class KeyJournal {
  private final List<KeyChange> done = Collections.synchronizedList(new ArrayList<>());
  private final Map<Integer, KeyChange> underWay = Collections.synchronizedMap(new HashMap<>());

  void begun(KeyChange change) {
    underWay.put(change.worker(), change);
  }

  void done(KeyChange change) {
    done.add(change);
    underWay.remove(change.worker());
  }

  /** How many changes were promised. */
  int size() {
    return done.size();
  }

  /**
   * Nothing that was promised is lost or undone; of what was under way, all is there or nothing.
   */
  void requireKeptBy(Sallyport sallyport) {
    Map<UUID, Boolean> promised = promised();
    Map<UUID, ApiKey> stored = stored(sallyport);
    Set<UUID> uncertain = new HashSet<>();
    underWay.values().forEach(change -> uncertain.add(change.key()));
    promised.forEach(
        (key, isOn) -> {
          if (!uncertain.contains(key)) {
            requireState(stored.get(key), key, isOn);
          }
        });
    long making = underWay.values().stream().filter(KeyChange::isMaking).count();
    assertThat(stored.keySet())
        .filteredOn(key -> !promised.containsKey(key))
        .as("keys that nobody was promised")
        .hasSizeLessThanOrEqualTo((int) making);
    requireRecords(sallyport, stored.keySet());
  }

  /** True for those that are on, false for those that are off, null for those that are gone. */
  private Map<UUID, @Nullable Boolean> promised() {
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

  private static void requireState(@Nullable ApiKey stored, UUID key, @Nullable Boolean isOn) {
    assertThat(stored == null ? null : stored.active()).as("key %s", key).isEqualTo(isOn);
  }

  private void requireRecords(Sallyport sallyport, Set<UUID> stored) {
    assertThat(sallyport.audit().verify(Optional.empty()).flaw()).isEmpty();
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
        .as("records of changes that nobody was promised")
        .isLessThanOrEqualTo(2 * underWay.size());
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

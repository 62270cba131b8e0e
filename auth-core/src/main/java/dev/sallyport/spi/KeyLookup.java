package dev.sallyport.spi;

import dev.sallyport.key.KeyWithOwnerStatus;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Store of API keys, as requests need it: reads by lookup id, and the last use.
 *
 * <p>Every method throws {@link StoreException} if the store is unavailable. Implementations are
 * thread-safe; see {@link ApiKeyStore}.
 *
 * <pre>{@code
 * Optional<KeyWithOwnerStatus> found = lookup.findByLookup(lookupId);
 * }</pre>
 *
 * @since 0.1.0
 */
public interface KeyLookup {
  /**
   * Finds a key by its lookup id, in any state. Takes one round trip.
   *
   * @param lookup lookup id, compared exactly, case included
   */
  Optional<KeyWithOwnerStatus> findByLookup(String lookup);

  /**
   * Finds several keys by their lookup ids. A store should override this to take one round trip.
   *
   * @param lookups up to 1,000 lookup ids
   * @return the keys that exist, in any order
   */
  default List<KeyWithOwnerStatus> findByLookups(Collection<String> lookups) {
    return lookups.stream().distinct().flatMap(it -> findByLookup(it).stream()).toList();
  }

  /**
   * Records the last uses of keys. Changes only that column: the version stays, a recorded time
   * never moves backwards, and ids that do not exist are ignored.
   */
  void recordUse(Map<UUID, Instant> lastUses);
}

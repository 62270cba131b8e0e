package dev.sallyport.spi;

import dev.sallyport.key.ApiKey;
import dev.sallyport.key.EffectiveState;
import dev.sallyport.key.Page;
import dev.sallyport.spi.KeyChanges.Outcome;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Keeps keys. It has no clock, no policy, no randomness and no secret: those stay with its callers.
 *
 * <p>Writes are conditional and answer whether they happened. Each method is one transaction of its
 * own, visible to every later call. Instants are kept to the microsecond. Implementations are
 * thread-safe; {@code TokenStoreContract} in auth-testkit is what they must pass.
 *
 * <p>Every method throws {@link StoreException} if the answer could not be found out.
 */
public interface ApiKeyStore {
  /**
   * Finds a key by the part of a token that is indexed, in whatever state it is. One round trip.
   *
   * @param lookup compared exactly, case included
   */
  Optional<KeyWithOwnerStatus> findByLookup(String lookup);

  /**
   * The same for many at once, which a store should find in one round trip.
   *
   * @param lookups up to 1,000
   * @return those that there are, in any order
   */
  default List<KeyWithOwnerStatus> findByLookups(Collection<String> lookups) {
    return lookups.stream().distinct().flatMap(it -> findByLookup(it).stream()).toList();
  }

  /** Finds a key by its public id, in whatever state it is. */
  Optional<ApiKey> findById(UUID id);

  /**
   * The same for many at once, which a store should find in one round trip.
   *
   * @param ids up to 1,000
   * @return those that there are, in any order
   */
  default List<ApiKey> findByIds(Collection<UUID> ids) {
    return ids.stream().distinct().flatMap(it -> findById(it).stream()).toList();
  }

  /** One page of keys. */
  Page<ApiKey> list(ApiKeyQuery query);

  /**
   * How many keys there are. A store should count them in one round trip.
   *
   * @param query which count means what
   */
  default KeySummary summary(SummaryQuery query) {
    Map<EffectiveState, Long> byState = new EnumMap<>(EffectiveState.class);
    for (EffectiveState state : EffectiveState.values()) {
      byState.put(state, total(query.in(state)));
    }
    return new KeySummary(
        byState, total(query.expiringSoon()), total(query.neverUsed()), total(query.overAge()));
  }

  private long total(ApiKeyFilter filter) {
    return list(ApiKeyQuery.of(filter).page(0, 1)).total();
  }

  /**
   * Keys that ended before an instant, those that ended first at the front.
   *
   * @param before later ends, and keys without one, are left out
   * @param limit how many at most
   */
  List<ApiKey> findExpired(Instant before, int limit);

  /**
   * Does all of these changes in one transaction, together with what the audit log says of them, or
   * none.
   *
   * <p>A limit holds whatever others do at the same time: of many who want the last place of an
   * owner one gets it.
   */
  Outcome apply(KeyChanges changes);

  /**
   * Adds a key.
   *
   * @return false, with nothing changed, if its id or its lookup exists
   */
  default boolean insert(ApiKey key) {
    return apply(KeyChanges.insert(key)) == Outcome.DONE;
  }

  /**
   * Overwrites a key but for id, lookup, owner and its incarnation, prefix, {@code createdAt} and
   * {@code lastUsedAt}, and counts its version up by one.
   *
   * @return false, with nothing changed, unless a key of this id and {@code key.version()} exists
   */
  default boolean replace(ApiKey key) {
    return apply(KeyChanges.replace(key)) == Outcome.DONE;
  }

  /**
   * Removes a key for good.
   *
   * @return false, with nothing changed, unless a key of this id and {@code key.version()} exists
   */
  default boolean delete(ApiKey key) {
    return apply(KeyChanges.delete(key)) == Outcome.DONE;
  }

  /**
   * Notes when keys were last used. Touches that one column: the version stays, a recorded time
   * never moves backwards, and ids that are gone are passed over.
   */
  void recordUse(Map<UUID, Instant> lastUses);
}

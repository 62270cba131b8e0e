package dev.sallyport.spi;

import dev.sallyport.key.ApiKey;
import dev.sallyport.key.KeySummary;
import dev.sallyport.key.KeyWithOwnerStatus;
import dev.sallyport.key.Page;
import dev.sallyport.spi.KeyChanges.Outcome;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Store of API keys, as management needs it: reads by id, lists, and conditional changes with their
 * audit records.
 *
 * <p>Every method throws {@link StoreException} if the store is unavailable. Implementations are
 * thread-safe; see {@link ApiKeyStore}.
 *
 * <pre>{@code
 * Optional<ApiKey> key = repository.findById(keyId);
 * }</pre>
 *
 * @since 0.1.0
 */
public interface KeyRepository {
  /** Finds a key by its id, in any state. */
  Optional<ApiKey> findById(UUID id);

  /**
   * Finds several keys by their ids. A store should override this to take one round trip.
   *
   * @param ids up to 1,000 ids
   * @return the keys that exist, in any order
   */
  default List<ApiKey> findByIds(Collection<UUID> ids) {
    return ids.stream().distinct().flatMap(it -> findById(it).stream()).toList();
  }

  /**
   * Finds several keys by their ids, with the status of their owners. A store that keeps owners
   * should override this to take one round trip.
   *
   * @param ids up to 1,000 ids
   * @return the keys that exist, in any order
   */
  default List<KeyWithOwnerStatus> findWithOwners(Collection<UUID> ids) {
    return findByIds(ids).stream().map(KeyWithOwnerStatus::withoutOwner).toList();
  }

  /**
   * Returns one page of keys.
   *
   * @return a page whose total is exact up to {@link ApiKeyQuery#MAX_COUNTED}; with more keys it is
   *     any greater number, but not less than the number of keys up to the end of the page
   */
  Page<ApiKey> list(ApiKeyQuery query);

  /**
   * Counts keys, exactly.
   *
   * @param query condition of each count
   */
  KeySummary summary(SummaryQuery query);

  /**
   * Returns keys that expired before an instant, earliest expiry first.
   *
   * @param before keys with a later expiry or none are omitted
   * @param limit maximum number of keys
   */
  List<ApiKey> findExpired(Instant before, int limit);

  /**
   * Applies changes with their audit records in one transaction, all or none.
   *
   * <p>A limit holds under concurrency: if several calls compete for the last place of an owner,
   * only one succeeds.
   */
  Outcome apply(KeyChanges changes);

  /**
   * Adds a key.
   *
   * @return false, with nothing changed, if its id or its lookup id exists
   */
  default boolean insert(ApiKey key) {
    return apply(KeyChanges.insert(key)) == Outcome.DONE;
  }

  /**
   * Replaces a key, except id, lookup id, owner, incarnation, prefix, {@code createdAt} and {@code
   * lastUsedAt}, and increments its version.
   *
   * @return false, with nothing changed, unless a key with this id and {@code key.version()} exists
   */
  default boolean replace(ApiKey key) {
    return apply(KeyChanges.replace(key)) == Outcome.DONE;
  }

  /**
   * Deletes a key.
   *
   * @return false, with nothing changed, unless a key with this id and {@code key.version()} exists
   */
  default boolean delete(ApiKey key) {
    return apply(KeyChanges.delete(key)) == Outcome.DONE;
  }
}

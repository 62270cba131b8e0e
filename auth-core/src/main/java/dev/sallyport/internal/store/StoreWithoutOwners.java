package dev.sallyport.internal.store;

import dev.sallyport.key.ApiKey;
import dev.sallyport.key.KeySummary;
import dev.sallyport.key.KeyWithOwnerStatus;
import dev.sallyport.key.Page;
import dev.sallyport.spi.ApiKeyFilter;
import dev.sallyport.spi.ApiKeyQuery;
import dev.sallyport.spi.ApiKeyStore;
import dev.sallyport.spi.KeyChanges;
import dev.sallyport.spi.SummaryQuery;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Store beside a host's directory of owners, whose word alone counts. What the store knows of
 * owners is left out, and conditions on owners match as in a store that keeps none: all are active.
 */
public record StoreWithoutOwners(ApiKeyStore store) implements ApiKeyStore {
  @Override
  public Optional<KeyWithOwnerStatus> findByLookup(String lookup) {
    return store.findByLookup(lookup).map(it -> KeyWithOwnerStatus.withoutOwner(it.key()));
  }

  @Override
  public List<KeyWithOwnerStatus> findByLookups(Collection<String> lookups) {
    return store.findByLookups(lookups).stream()
        .map(it -> KeyWithOwnerStatus.withoutOwner(it.key()))
        .toList();
  }

  @Override
  public void recordUse(Map<UUID, Instant> lastUses) {
    store.recordUse(lastUses);
  }

  @Override
  public Optional<ApiKey> findById(UUID id) {
    return store.findById(id);
  }

  @Override
  public List<ApiKey> findByIds(Collection<UUID> ids) {
    return store.findByIds(ids);
  }

  @Override
  public Page<ApiKey> list(ApiKeyQuery query) {
    ApiKeyFilter filter = query.filter();
    if (Boolean.FALSE.equals(filter.get(ApiKeyFilter.ACCOUNT_ACTIVE))
        || Boolean.FALSE.equals(filter.get(ApiKeyFilter.USER_ACTIVE))) {
      return new Page<>(List.of(), 0);
    }
    return store.list(
        query.where(
            filter.with(ApiKeyFilter.ACCOUNT_ACTIVE, null).with(ApiKeyFilter.USER_ACTIVE, null)));
  }

  @Override
  public KeySummary summary(SummaryQuery query) {
    return store.summary(query.withActiveOwners());
  }

  @Override
  public List<ApiKey> findExpired(Instant before, int limit) {
    return store.findExpired(before, limit);
  }

  @Override
  public KeyChanges.Outcome apply(KeyChanges changes) {
    return store.apply(changes);
  }
}

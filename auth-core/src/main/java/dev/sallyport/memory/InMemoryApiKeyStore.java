package dev.sallyport.memory;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;

import dev.sallyport.key.ApiKey;
import dev.sallyport.key.EffectiveState;
import dev.sallyport.key.KeySummary;
import dev.sallyport.key.KeyWithOwnerStatus;
import dev.sallyport.key.OwnerProfile;
import dev.sallyport.key.OwnerStatus;
import dev.sallyport.key.Page;
import dev.sallyport.spi.ApiKeyFilter;
import dev.sallyport.spi.ApiKeyQuery;
import dev.sallyport.spi.ApiKeyStore;
import dev.sallyport.spi.KeyChanges;
import dev.sallyport.spi.KeyChanges.Limit;
import dev.sallyport.spi.KeyChanges.Outcome;
import dev.sallyport.spi.OwnerRegistry;
import dev.sallyport.spi.SummaryQuery;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Store of keys in memory, for tests and trials. Thread-safe. */
final class InMemoryApiKeyStore implements ApiKeyStore {
  private static final Comparator<ApiKey> EARLIEST_EXPIRY =
      Comparator.comparing(
              ApiKey::expiresAt, Comparator.nullsLast(Comparator.<Instant>naturalOrder()))
          .thenComparing(key -> key.id().toString());

  private final InMemoryAuditLog audit;
  private final Optional<OwnerRegistry> owners;
  private final Map<UUID, ApiKey> byId = new HashMap<>();
  private final Map<String, UUID> idByLookup = new HashMap<>();

  /**
   * Creates a store.
   *
   * @param audit audit log to write to
   * @param owners registry for conditions on owners; empty if owners are not kept in memory
   */
  InMemoryApiKeyStore(InMemoryAuditLog audit, Optional<OwnerRegistry> owners) {
    this.audit = audit;
    this.owners = owners;
  }

  @Override
  public synchronized Optional<KeyWithOwnerStatus> findByLookup(String lookup) {
    return Optional.ofNullable(idByLookup.get(lookup))
        .flatMap(this::findById)
        .map(KeyWithOwnerStatus::withoutOwner);
  }

  @Override
  public synchronized Optional<ApiKey> findById(UUID id) {
    return Optional.ofNullable(byId.get(id));
  }

  @Override
  public synchronized Page<ApiKey> list(ApiKeyQuery query) {
    List<ApiKey> found =
        matching(query.filter()).sorted(MatchedKey.comparator(query.order())).toList();
    return new Page<>(
        found.stream().skip(query.offset()).limit(query.size()).toList(), found.size());
  }

  @Override
  public synchronized KeySummary summary(SummaryQuery query) {
    return new KeySummary(
        Arrays.stream(EffectiveState.values()).collect(toMap(it -> it, it -> count(query.in(it)))),
        count(query.expiringSoon()),
        count(query.neverUsed()),
        count(query.overAge()),
        count(query.unused()));
  }

  private long count(ApiKeyFilter filter) {
    return matching(filter).count();
  }

  @Override
  public synchronized List<ApiKey> findExpired(Instant before, int limit) {
    return byId.values().stream()
        .filter(key -> key.expiresAt() != null && key.expiresAt().isBefore(before))
        .sorted(EARLIEST_EXPIRY)
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized Outcome apply(KeyChanges changes) {
    if (!fits(changes)) {
      return Outcome.CONFLICT;
    }
    if (changes.limit() != null && exceeds(changes.limit(), changes)) {
      return Outcome.LIMIT_REACHED;
    }
    changes.deleted().forEach(this::remove);
    changes.replaced().forEach(key -> byId.compute(key.id(), (id, old) -> overwritten(old, key)));
    changes.inserted().forEach(this::add);
    audit.append(changes.records());
    return Outcome.DONE;
  }

  @Override
  public synchronized void recordUse(Map<UUID, Instant> lastUses) {
    lastUses.forEach((id, usedAt) -> byId.computeIfPresent(id, (same, key) -> usedAt(key, usedAt)));
  }

  private boolean fits(KeyChanges changes) {
    Set<Object> taken = new HashSet<>();
    return Stream.concat(changes.deleted().stream(), changes.replaced().stream())
            .allMatch(key -> isStored(key) && taken.add(key.id()))
        && changes.inserted().stream()
            .allMatch(key -> isNew(key) && taken.add(key.id()) && taken.add(key.lookup()));
  }

  private boolean isStored(ApiKey key) {
    ApiKey stored = byId.get(key.id());
    return stored != null && stored.version() == key.version();
  }

  private boolean isNew(ApiKey key) {
    return !byId.containsKey(key.id()) && !idByLookup.containsKey(key.lookup());
  }

  private boolean exceeds(Limit limit, KeyChanges changes) {
    Map<UUID, ApiKey> afterwards = new HashMap<>(byId);
    changes.deleted().forEach(key -> afterwards.remove(key.id()));
    changes.replaced().forEach(key -> afterwards.put(key.id(), key));
    changes.inserted().forEach(key -> afterwards.put(key.id(), key));
    ApiKeyFilter counted =
        ApiKeyQuery.all().ofOwner(limit.owner()).validAt(limit.validAt()).filter();
    return matching(afterwards, counted).count() > limit.keys();
  }

  private void add(ApiKey key) {
    byId.put(key.id(), key);
    idByLookup.put(key.lookup(), key.id());
  }

  private void remove(ApiKey key) {
    byId.remove(key.id());
    idByLookup.remove(key.lookup());
  }

  private static ApiKey overwritten(@Nullable ApiKey stored, ApiKey key) {
    return requireNonNull(stored, "checked by fits()").toBuilder()
        .digest(key.digest())
        .name(key.name())
        .description(key.description())
        .scopes(key.scopes())
        .networks(key.networks())
        .tags(key.tags())
        .active(key.active())
        .updatedAt(key.updatedAt())
        .expiresAt(key.expiresAt())
        .ttl(key.ttl())
        .renewable(key.renewable())
        .rotation(key.rotation())
        .version(key.version() + 1)
        .build();
  }

  private static ApiKey usedAt(ApiKey key, Instant usedAt) {
    Instant recorded = key.lastUsedAt();
    boolean isLater = recorded == null || recorded.isBefore(usedAt);
    return isLater ? key.toBuilder().lastUsedAt(usedAt).build() : key;
  }

  private Stream<ApiKey> matching(ApiKeyFilter filter) {
    return matching(byId, filter);
  }

  private Stream<ApiKey> matching(Map<UUID, ApiKey> keys, ApiKeyFilter filter) {
    filter.requireKnown(MatchedKey.KNOWN);
    return keys.values().stream()
        .filter(key -> new MatchedKey(key, filter).fits() && fitsOwner(key, filter));
  }

  private boolean fitsOwner(ApiKey key, ApiKeyFilter filter) {
    Boolean accountActive = filter.get(ApiKeyFilter.ACCOUNT_ACTIVE);
    Boolean userActive = filter.get(ApiKeyFilter.USER_ACTIVE);
    if (accountActive == null && userActive == null) {
      return true;
    }
    Optional<OwnerStatus> status =
        owners.isEmpty()
            ? Optional.of(OwnerStatus.ACTIVE)
            : owners.get().find(key.owner()).map(OwnerProfile::status).filter(it -> it.owns(key));
    boolean isAccountActive = status.map(OwnerStatus::accountActive).orElse(true);
    boolean isUserActive = status.map(OwnerStatus::userActive).orElse(false);
    return (accountActive == null || accountActive == isAccountActive)
        && (userActive == null || userActive == isUserActive);
  }
}

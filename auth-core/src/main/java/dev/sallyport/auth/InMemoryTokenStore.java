package dev.sallyport.auth;

import dev.sallyport.auth.spi.Page;
import dev.sallyport.auth.spi.StoredToken;
import dev.sallyport.auth.spi.TokenQuery;
import dev.sallyport.auth.spi.TokenStore;
import dev.sallyport.auth.token.AuthToken;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Keeps keys in this JVM, until it ends: for tests and trials. Thread-safe. */
public final class InMemoryTokenStore implements TokenStore {
  private static final Comparator<AuthToken> NEWEST_FIRST =
      Comparator.comparing(AuthToken::createdAt)
          .reversed()
          .thenComparing(key -> key.id().toString());

  private final Map<UUID, AuthToken> byId = new HashMap<>();
  private final Map<String, UUID> idByLookup = new HashMap<>();

  @Override
  public synchronized Optional<StoredToken> findByLookup(String lookup) {
    return Optional.ofNullable(idByLookup.get(lookup))
        .flatMap(this::findById)
        .map(StoredToken::withoutOwner);
  }

  @Override
  public synchronized Optional<AuthToken> findById(UUID id) {
    return Optional.ofNullable(byId.get(id));
  }

  @Override
  public synchronized Page<AuthToken> list(TokenQuery query) {
    List<AuthToken> found =
        byId.values().stream().filter(key -> fits(key, query)).sorted(NEWEST_FIRST).toList();
    return new Page<>(
        found.stream().skip(query.offset()).limit(query.size()).toList(), found.size());
  }

  @Override
  public synchronized boolean insert(AuthToken key) {
    if (byId.containsKey(key.id()) || idByLookup.putIfAbsent(key.lookup(), key.id()) != null) {
      return false;
    }
    byId.put(key.id(), key);
    return true;
  }

  @Override
  public synchronized boolean replace(AuthToken key) {
    AuthToken stored = byId.get(key.id());
    if (stored == null || stored.version() != key.version()) {
      return false;
    }
    byId.put(
        key.id(),
        stored.toBuilder()
            .digest(key.digest())
            .name(key.name())
            .description(key.description())
            .scopes(key.scopes())
            .tags(key.tags())
            .active(key.active())
            .updatedAt(key.updatedAt())
            .expiresAt(key.expiresAt())
            .version(key.version() + 1)
            .build());
    return true;
  }

  @Override
  public synchronized boolean delete(UUID id) {
    AuthToken key = byId.remove(id);
    return key != null && idByLookup.remove(key.lookup(), id);
  }

  @Override
  public synchronized void recordUse(Map<UUID, Instant> lastUses) {
    lastUses.forEach((id, usedAt) -> byId.computeIfPresent(id, (same, key) -> usedAt(key, usedAt)));
  }

  private static AuthToken usedAt(AuthToken key, Instant usedAt) {
    Instant recorded = key.lastUsedAt();
    boolean isLater = recorded == null || recorded.isBefore(usedAt);
    return isLater ? key.toBuilder().lastUsedAt(usedAt).build() : key;
  }

  private static boolean fits(AuthToken key, TokenQuery query) {
    return query.accountNumber().map(key.owner().accountNumber()::equals).orElse(true)
        && query.username().map(key.owner().username()::equals).orElse(true)
        && query.active().map(active -> active == key.active()).orElse(true);
  }
}

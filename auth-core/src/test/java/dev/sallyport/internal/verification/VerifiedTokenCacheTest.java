package dev.sallyport.internal.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.internal.verification.BatchingKeyLoader.LoadedKey;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.Owner;
import dev.sallyport.key.OwnerStatus;
import dev.sallyport.token.Secret;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class VerifiedTokenCacheTest {
  private static final Instant CREATED = Instant.parse("2026-11-28T12:00:00.123456Z");
  private static final int ALL = 1000;

  private final InvalidationVersions versions = new InvalidationVersions();
  private final VerifiedTokenCache cache = new VerifiedTokenCache(2 * ALL, versions);

  @Test
  void keepsTheLaterOfTwoLoads() {
    CachedKey early = key(1, versions.beginLoad());
    CachedKey late = key(1, versions.beginLoad());
    cache.put(token(1), late);
    cache.put(token(1), early);
    assertThat(cache.find(token(1))).isSameAs(late);
    cache.remove(token(1));
    assertThat(cache.find(token(1))).isNull();
  }

  @Test
  void dropsLoadsFromBeforeTheEvictionOfTheirOwner() {
    CachedKey loaded = key(1, versions.beginLoad());
    cache.evictOwners(owner(1)::equals);
    cache.put(token(1), loaded);
    assertThat(cache.find(token(1))).isNull();
    cache.put(token(1), key(1, versions.beginLoad()));
    assertThat(cache.find(token(1))).isNotNull();
  }

  @Test
  void evictsAllKeysOfAnOwnerWhileOthersPutThem() throws Exception {
    AtomicBoolean isOver = new AtomicBoolean();
    ExecutorService threads = Executors.newFixedThreadPool(3);
    List<Future<Boolean>> putting =
        Stream.generate(() -> threads.submit(() -> putAll(isOver))).limit(3).toList();
    for (int round = 0; round < 50; round++) {
      CachedKey early = key(round, versions.beginLoad());
      cache.evictOwners(owner(round)::equals);
      cache.put(token(round), early);
      CachedKey found = cache.find(token(round));
      assertThat(found == null || found.version() > early.version()).isTrue();
    }
    isOver.set(true);
    for (Future<Boolean> one : putting) {
      assertThat(one.get()).isTrue();
    }
    threads.shutdown();
  }

  private boolean putAll(AtomicBoolean isOver) {
    while (!isOver.get()) {
      long version = versions.beginLoad();
      IntStream.range(0, ALL).forEach(it -> cache.put(token(it), key(it, version)));
    }
    return true;
  }

  @Test
  @Timeout(60)
  void canBeReadWhileOwnersAreEvicted() {
    long version = versions.beginLoad();
    IntStream.range(0, ALL).forEach(it -> cache.put(token(it), key(it, version)));
    cache.evictOwners(
        owner -> {
          assertThat(cache.find(token(1))).isNotNull();
          cache.evictOwners(other -> false);
          return false;
        });
    assertThat(cache.size()).isGreaterThanOrEqualTo(ALL);
  }

  @Test
  void sharesEqualComponents() {
    CachedKey one = key(1, 1);
    CachedKey other = key(11, 1);
    assertThat(one.key().owner()).isSameAs(other.key().owner());
    assertThat(one.key().scopes()).isSameAs(other.key().scopes());
  }

  private CachedKey key(int number, long version) {
    UUID id = new UUID(number, ~number);
    ApiKey key =
        ApiKey.builder(id, "lookup" + number, "digest", owner(number), "ci", CREATED)
            .scopes(List.of("chat:" + number % 10, "mail:read"))
            .build();
    return cache.keyOf(key, OwnerStatus.ABSENT, new AtomicLong(), new LoadedKey(null, 0, version));
  }

  private static TokenFingerprint token(int number) {
    return TokenFingerprint.of(Secret.of("token " + number));
  }

  private static Owner owner(int number) {
    return new Owner("3141-5926-5359", "user" + number % 10);
  }
}

package dev.sallyport.testkit;

import static dev.sallyport.testkit.TestKeys.NOW;
import static dev.sallyport.testkit.TestKeys.OWNER;
import static dev.sallyport.testkit.TestKeys.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.key.ApiKey;
import dev.sallyport.key.KeyWithOwnerStatus;
import dev.sallyport.key.Network;
import dev.sallyport.key.Owner;
import dev.sallyport.key.Page;
import dev.sallyport.key.RotationInfo;
import dev.sallyport.spi.ApiKeyQuery;
import dev.sallyport.spi.KeyChanges;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Contract of inserting, replacing and deleting keys, and of what is read back. Part of {@link
 * ApiKeyStoreContract}.
 *
 * <pre>{@code
 * class MyKeyStorageTest extends KeyStorageContract {
 *   private final MyBackend backend = new MyBackend();
 *
 *   @Override
 *   protected TestedStore tested() {
 *     return TestedStore.of(backend.keys(), backend.audit());
 *   }
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
public abstract class KeyStorageContract extends StoreContract {
  private static final int THREADS = 16;

  @Test
  final void storesAKeyWithoutOptionalFields() {
    ApiKey bare =
        ApiKey.builder(UUID.randomUUID(), "bareLookup01", "sha512$00", OWNER, "n", NOW).build();
    store().insert(bare);
    assertThat(store().findById(bare.id())).contains(bare);
  }

  @Test
  final void storesTheLifecycleOfAKey() {
    RotationInfo rotation =
        new RotationInfo(
            UUID.randomUUID(),
            UUID.randomUUID(),
            UUID.randomUUID(),
            Duration.ofMillis(86_400_001),
            true);
    ApiKey key =
        key().toBuilder()
            .prefix("p".repeat(ApiKey.MAX_PREFIX))
            .expiresAt(NOW.plusSeconds(9))
            .ttl(Duration.ofDays(3650).plusMillis(1))
            .renewable(true)
            .lastUsedAt(NOW)
            .rotation(rotation)
            .version(7)
            .build();
    store().insert(key);
    assertThat(store().findById(key.id())).contains(key);
    assertThat(store().findByLookup(key.lookup()).map(KeyWithOwnerStatus::key)).contains(key);
    assertThat(store().list(ApiKeyQuery.all()).items()).containsExactly(key);
    ApiKey moment = key().toBuilder().expiresAt(NOW).ttl(Duration.ZERO).build();
    store().insert(moment);
    assertThat(store().findById(moment.id())).contains(moment);
  }

  @Test
  final void storesTheLongestValues() {
    ApiKey longest =
        ApiKey.builder(
                UUID.randomUUID(),
                "f".repeat(ApiKey.MAX_LOOKUP),
                "d".repeat(ApiKey.MAX_DIGEST),
                new Owner("0000-0000-0000", "ü".repeat(Owner.MAX_USER_ID)),
                "ñ".repeat(ApiKey.MAX_NAME),
                NOW)
            .description("ø".repeat(ApiKey.MAX_DESCRIPTION))
            .scopes(manyWords())
            .networks(manyNetworks())
            .tags(manyWords())
            .build();
    store().insert(longest);
    assertThat(store().findById(longest.id())).contains(longest);
  }

  @Test
  final void insertsNoSecondKeyWithTheSameId() {
    ApiKey first = key();
    store().insert(first);
    ApiKey second =
        ApiKey.builder(first.id(), "otherLookup1", "sha512$11", OWNER, "other", NOW).build();
    assertThat(store().insert(second)).isFalse();
    assertThat(store().findById(first.id())).contains(first);
    assertThat(store().findByLookup("otherLookup1")).isEmpty();
  }

  @Test
  final void insertsNoSecondKeyWithTheSameLookup() {
    ApiKey first = key();
    store().insert(first);
    ApiKey second = TestKeys.withLookup(first.lookup(), OWNER, NOW);
    assertThat(store().insert(second)).isFalse();
    assertThat(store().findById(second.id())).isEmpty();
    assertThat(store().findByLookup(first.lookup()).map(KeyWithOwnerStatus::key)).contains(first);
  }

  @Test
  final void oneOfManyConcurrentInsertsOfALookupSucceeds() throws Exception {
    List<Boolean> inserted =
        ConcurrentTasks.call(
            THREADS, i -> store().insert(TestKeys.withLookup("contested123", OWNER, NOW)));
    assertThat(inserted).containsOnlyOnce(true);
  }

  @Test
  final void replacesAKeyAndIncrementsItsVersion() {
    ApiKey key = key();
    store().insert(key);
    ApiKey changed =
        key.toBuilder()
            .digest("sha512$22")
            .name("Another name")
            .description("")
            .scopes(Set.of())
            .networks(Set.of(Network.parse("198.51.100.7")))
            .tags(Set.of("new"))
            .active(false)
            .updatedAt(NOW.plusSeconds(5))
            .expiresAt(null)
            .rotation(
                new RotationInfo(
                    UUID.randomUUID(),
                    UUID.randomUUID(),
                    UUID.randomUUID(),
                    Duration.ofHours(2),
                    true))
            .build();
    assertThat(store().replace(changed)).isTrue();
    ApiKey expected = changed.toBuilder().version(1).build();
    assertThat(store().findById(key.id())).contains(expected);
    assertThat(store().findByLookup(key.lookup()).map(KeyWithOwnerStatus::key)).contains(expected);
  }

  @Test
  final void replacesATtlAndRemovesTheRotation() {
    RotationInfo rotation =
        new RotationInfo(
            UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID(), Duration.ofHours(2), true);
    ApiKey key = key().toBuilder().rotation(rotation).build();
    store().insert(key);
    ApiKey changed =
        key.toBuilder()
            .expiresAt(NOW.plusSeconds(7))
            .ttl(Duration.ofMillis(7001))
            .renewable(true)
            .rotation(RotationInfo.NONE)
            .build();
    assertThat(store().replace(changed)).isTrue();
    assertThat(store().findById(key.id())).contains(changed.toBuilder().version(1).build());
  }

  @Test
  final void replacesNetworks() {
    ApiKey key = key().toBuilder().networks(Set.of()).build();
    store().insert(key);
    ApiKey narrow = key.toBuilder().networks(manyNetworks()).build();
    assertThat(store().replace(narrow)).isTrue();
    ApiKey stored = store().findById(key.id()).orElseThrow();
    assertThat(stored.networks()).isEqualTo(manyNetworks());
    assertThat(store().replace(stored.toBuilder().networks(Set.of()).build())).isTrue();
    assertThat(store().findById(key.id())).contains(key.toBuilder().version(2).build());
  }

  @Test
  final void storesTheGroupOfASuccessor() {
    ApiKey first = key();
    ApiKey second = key().toBuilder().rotation(RotationInfo.after(first, null)).build();
    ApiKey third = key().toBuilder().rotation(RotationInfo.after(second, null)).build();
    List.of(first, second, third).forEach(store()::insert);
    store().replace(third.toBuilder().name("renamed").build());
    store().delete(first);
    for (ApiKey key : List.of(second, third)) {
      ApiKey stored = store().findById(key.id()).orElseThrow();
      assertThat(stored.groupId()).isEqualTo(first.id());
      assertThat(stored.rotation()).isEqualTo(key.rotation());
    }
  }

  @Test
  final void replacingKeepsPrefixAndCreation() {
    ApiKey key = key();
    store().insert(key);
    store().replace(key.toBuilder().prefix("").createdAt(NOW.plusSeconds(1)).build());
    assertThat(store().findById(key.id())).contains(key.toBuilder().version(1).build());
  }

  @Test
  final void doesNotReplaceAKeyThatWasReplacedSinceItWasRead() {
    ApiKey key = key();
    store().insert(key);
    store().replace(key.deactivate());
    assertThat(store().replace(key.toBuilder().name("too late").build())).isFalse();
    assertThat(store().findById(key.id()))
        .contains(key.deactivate().toBuilder().version(1).build());
  }

  @Test
  final void doesNotReplaceAMissingKey() {
    ApiKey key = key();
    assertThat(store().replace(key)).isFalse();
    assertThat(store().findById(key.id())).isEmpty();
  }

  @Test
  final void oneOfManyConcurrentReplacementsSucceeds() throws Exception {
    ApiKey key = key();
    store().insert(key);
    assertThat(ConcurrentTasks.call(THREADS, i -> store().replace(key.toggle())))
        .containsOnlyOnce(true);
    assertThat(store().findById(key.id()).orElseThrow().version()).isEqualTo(1);
  }

  @Test
  final void replacingKeepsTheLastUse() {
    ApiKey key = key();
    store().insert(key);
    store().recordUse(Map.of(key.id(), NOW));
    store().replace(key.toBuilder().name("renamed").build());
    assertThat(store().findById(key.id()).orElseThrow().lastUsedAt()).isEqualTo(NOW);
  }

  @Test
  final void deletesAKeyOnce() {
    ApiKey key = key();
    store().insert(key);
    assertThat(store().delete(key)).isTrue();
    assertThat(store().delete(key)).isFalse();
    assertThat(store().findById(key.id())).isEmpty();
    assertThat(store().findByLookup(key.lookup())).isEmpty();
    assertThat(store().replace(key)).isFalse();
  }

  @Test
  final void recordingAUseChangesNothingElse() {
    ApiKey key = key();
    store().insert(key);
    store().recordUse(Map.of(key.id(), NOW.plusSeconds(9)));
    assertThat(store().findById(key.id()))
        .contains(key.toBuilder().lastUsedAt(NOW.plusSeconds(9)).build());
  }

  @Test
  final void neverMovesTheLastUseBackwards() {
    ApiKey key = key();
    store().insert(key);
    store().recordUse(Map.of(key.id(), NOW.plusSeconds(9)));
    store().recordUse(Map.of(key.id(), NOW));
    assertThat(store().findById(key.id()).orElseThrow().lastUsedAt()).isEqualTo(NOW.plusSeconds(9));
  }

  @Test
  final void recordingAUseRevivesNoKey() {
    ApiKey deleted = key();
    ApiKey inactive = key();
    store().insert(deleted);
    store().insert(inactive);
    store().delete(deleted);
    store().replace(inactive.deactivate());
    store().recordUse(Map.of(deleted.id(), NOW, inactive.id(), NOW, UUID.randomUUID(), NOW));
    assertThat(store().findById(deleted.id())).isEmpty();
    assertThat(store().findById(inactive.id()).orElseThrow().active()).isFalse();
    assertThat(store().findById(inactive.id()).orElseThrow().version()).isEqualTo(1);
  }

  @Test
  final void recordsConcurrentUses() throws Exception {
    Map<UUID, Instant> uses = new HashMap<>();
    for (int i = 0; i < 200; i++) {
      ApiKey key = key();
      store().insert(key);
      uses.put(key.id(), NOW.plusSeconds(i % 7));
    }
    ConcurrentTasks.call(
        THREADS,
        i -> {
          store().recordUse(uses);
          return true;
        });
    uses.forEach(
        (id, usedAt) ->
            assertThat(store().findById(id).orElseThrow().lastUsedAt()).isEqualTo(usedAt));
  }

  @Test
  final void recordsDifferentInstantsForManyKeys() {
    List<ApiKey> keys = Stream.generate(TestKeys::key).limit(300).toList();
    store().apply(new KeyChanges(List.of(), List.of(), keys, null, List.of()));
    Map<UUID, Instant> uses = new HashMap<>();
    keys.forEach(key -> uses.put(key.id(), NOW.plusNanos(1000L * uses.size())));
    Map<UUID, Instant> some = Map.of(keys.get(7).id(), NOW.plusSeconds(60));
    store().recordUse(some);
    store().recordUse(uses);
    uses.putAll(some);
    List<String> lookups = keys.stream().map(ApiKey::lookup).toList();
    assertThat(store().findByLookups(lookups))
        .hasSize(300)
        .allMatch(found -> Objects.equals(uses.get(found.key().id()), found.key().lastUsedAt()));
  }

  @Test
  final void acceptsAnEmptySetOfUses() {
    store().recordUse(Map.of());
    assertThat(store().list(ApiKeyQuery.all()).total()).isZero();
  }

  @Test
  final void listsNewestFirstInPages() {
    List<ApiKey> newestFirst = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ApiKey key = key(OWNER, NOW.minusSeconds(i));
      newestFirst.add(key);
    }
    newestFirst.stream()
        .sorted((a, b) -> a.lookup().compareTo(b.lookup()))
        .forEach(store()::insert);

    Page<ApiKey> first = store().list(ApiKeyQuery.all().page(0, 2));
    Page<ApiKey> last = store().list(ApiKeyQuery.all().page(2, 2));
    Page<ApiKey> beyond = store().list(ApiKeyQuery.all().page(3, 2));
    assertThat(first).isEqualTo(new Page<>(newestFirst.subList(0, 2), 5));
    assertThat(last).isEqualTo(new Page<>(newestFirst.subList(4, 5), 5));
    assertThat(beyond).isEqualTo(new Page<>(List.of(), 5));
  }

  @Test
  final void pagesOfKeysCreatedAtTheSameInstantDoNotOverlap() {
    Set<UUID> expected = new HashSet<>();
    for (int i = 0; i < 7; i++) {
      ApiKey key = key();
      store().insert(key);
      expected.add(key.id());
    }
    List<UUID> seen = new ArrayList<>();
    for (int page = 0; page < 4; page++) {
      store().list(ApiKeyQuery.all().page(page, 2)).items().forEach(key -> seen.add(key.id()));
    }
    assertThat(seen).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  final void listsByAccountUserAndState() {
    ApiKey own = key();
    ApiKey ofColleague = key(new Owner(OWNER.accountId(), "Admin"), NOW.minusSeconds(1));
    ApiKey foreign = key(new Owner("0000-0000-0001", "admin"), NOW.minusSeconds(2));
    ApiKey inactive = key(OWNER, NOW.minusSeconds(3)).deactivate();
    List.of(own, ofColleague, foreign, inactive).forEach(store()::insert);

    ApiKeyQuery all = ApiKeyQuery.all();
    assertThat(store().list(all.ofAccount(OWNER.accountId())).items())
        .containsExactly(own, ofColleague, inactive);
    assertThat(store().list(all.ofUser("admin")).items()).containsExactly(own, foreign, inactive);
    assertThat(store().list(all.active(false)).items()).containsExactly(inactive);
    assertThat(store().list(all.active(true).ofUser("admin").ofAccount("0000-0000-0001")).items())
        .containsExactly(foreign);
    assertThat(store().list(all.ofAccount("9999-9999-9999"))).isEqualTo(new Page<>(List.of(), 0));
  }

  @Test
  final void listsKeysThatExpireAfterAnInstant() {
    ApiKey unlimited = key(OWNER, NOW).toBuilder().expiresAt(null).build();
    ApiKey later = expiringAt(NOW.plusNanos(1000), NOW.minusSeconds(1));
    ApiKey now = expiringAt(NOW, NOW.minusSeconds(2));
    ApiKey expired = expiringAt(NOW.minusNanos(1000), NOW.minusSeconds(3)).deactivate();
    List.of(unlimited, later, now, expired).forEach(store()::insert);
    ApiKeyQuery all = ApiKeyQuery.all();
    assertThat(store().list(all.validAt(NOW))).isEqualTo(new Page<>(List.of(unlimited, later), 2));
    assertThat(store().list(all.validAt(NOW.plusNanos(999))).items())
        .containsExactly(unlimited, later);
    assertThat(store().list(all.validAt(NOW.plusNanos(1000))).items()).containsExactly(unlimited);
    assertThat(store().list(all.validAt(NOW.minusNanos(1000))).items())
        .containsExactly(unlimited, later, now);
    assertThat(store().list(all.validAt(NOW.minusSeconds(9)).active(false)).items())
        .containsExactly(expired);
    assertThat(store().list(all).total()).isEqualTo(4);
  }

  @Test
  final void findsExpiredKeysInTheOrderOfTheirExpiry() {
    ApiKey unlimited = key().toBuilder().expiresAt(null).build();
    ApiKey now = expiringAt(NOW, NOW);
    ApiKey justExpired = expiringAt(NOW.minusNanos(1000), NOW);
    ApiKey longExpired = expiringAt(NOW.minusSeconds(9), NOW).deactivate();
    List.of(unlimited, now, justExpired, longExpired).forEach(store()::insert);
    assertThat(store().findExpired(NOW, 10)).containsExactly(longExpired, justExpired);
    assertThat(store().findExpired(NOW, 1)).containsExactly(longExpired);
    assertThat(store().findExpired(NOW.plusNanos(1), 10))
        .as("to the nanosecond")
        .containsExactly(longExpired, justExpired, now);
    assertThat(store().findExpired(NOW.minusSeconds(9), 10)).isEmpty();
  }

  @Test
  final void findsKeysExpiredAtTheSameInstantInTheOrderOfTheirIds() {
    List<ApiKey> keys = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      ApiKey key = expiringAt(NOW.minusSeconds(1), NOW.plusSeconds(i));
      store().insert(key);
      keys.add(key);
    }
    keys.sort(Comparator.comparing(key -> key.id().toString()));
    assertThat(store().findExpired(NOW, 500)).isEqualTo(keys);
    assertThat(store().findExpired(NOW, 3)).isEqualTo(keys.subList(0, 3));
  }

  private static ApiKey expiringAt(Instant expiry, Instant createdAt) {
    return key(OWNER, createdAt).toBuilder().expiresAt(expiry).build();
  }

  /** Returns the maximum number of networks of maximum length. */
  private static Set<Network> manyNetworks() {
    Set<Network> networks = new HashSet<>();
    for (int i = 0; i < ApiKey.MAX_NETWORKS; i++) {
      networks.add(Network.parse("2001:1db8:ffff:ffff:ffff:ffff:ffff:ff" + (10 + i) + "/128"));
    }
    return networks;
  }

  private static Set<String> manyWords() {
    Set<String> words = new HashSet<>();
    for (int i = 10; i < 29; i++) {
      words.add(i + "w".repeat(98));
    }
    return words;
  }
}

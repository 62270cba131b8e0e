package dev.sallyport.testkit;

import static dev.sallyport.spi.ApiKeyFilter.ACCOUNT;
import static dev.sallyport.spi.ApiKeyFilter.ACTIVE;
import static dev.sallyport.spi.ApiKeyFilter.CREATED_BEFORE;
import static dev.sallyport.spi.ApiKeyFilter.EXPIRED_AT;
import static dev.sallyport.spi.ApiKeyFilter.NAME;
import static dev.sallyport.spi.ApiKeyFilter.NEVER_USED;
import static dev.sallyport.spi.ApiKeyFilter.SCOPE;
import static dev.sallyport.spi.ApiKeyFilter.TAG;
import static dev.sallyport.spi.ApiKeyFilter.TEXT;
import static dev.sallyport.spi.ApiKeyFilter.UNEXPIRED_AT;
import static dev.sallyport.spi.ApiKeyFilter.UNUSED_SINCE;
import static dev.sallyport.spi.ApiKeyFilter.USER;
import static dev.sallyport.spi.ApiKeyFilter.VALID_AT;
import static dev.sallyport.testkit.TestKeys.NOW;
import static dev.sallyport.testkit.TestKeys.OWNER;
import static dev.sallyport.testkit.TestKeys.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.key.ApiKey;
import dev.sallyport.key.KeyWithOwnerStatus;
import dev.sallyport.key.Owner;
import dev.sallyport.key.OwnerStatus;
import dev.sallyport.key.Page;
import dev.sallyport.spi.ApiKeyFilter;
import dev.sallyport.spi.ApiKeyQuery;
import dev.sallyport.spi.ApiKeySort;
import dev.sallyport.spi.ApiKeySort.By;
import dev.sallyport.spi.OwnerRegistry.Account;
import dev.sallyport.spi.OwnerRegistry.User;
import java.lang.reflect.Field;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Contract of key listings: which keys are found and in which order. Part of {@link
 * ApiKeyStoreContract}.
 *
 * <pre>{@code
 * class MyKeyListingTest extends KeyListingContract {
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
public abstract class KeyListingContract extends StoreContract {
  private static final Instant JUST_BEFORE = NOW.minusNanos(1000);
  private static final Instant JUST_AFTER = NOW.plusNanos(1000);

  /** Creates the contract. */
  protected KeyListingContract() {}

  @Test
  final void findsKeysByIds() {
    ApiKey one = key();
    ApiKey other = key().deactivate();
    insert(one, other, key());
    List<UUID> ids = List.of(other.id(), UUID.randomUUID(), one.id(), one.id());
    assertThat(store().findByIds(ids)).containsExactlyInAnyOrder(one, other);
    assertThat(store().findByIds(List.of())).isEmpty();
  }

  @Test
  final void findsKeysByIdsWithTheStatusOfTheirOwners() {
    ApiKey one = key();
    ApiKey other = ofOwner(OWNER.accountId(), "other");
    insert(one, other, key());
    owners()
        .ifPresent(
            registry -> {
              registry.insertAccount(new Account(OWNER.accountId(), "", false));
              registry.insertUser(User.person(OWNER).staff(true));
            });
    List<UUID> ids = List.of(other.id(), UUID.randomUUID(), one.id(), one.id());
    List<KeyWithOwnerStatus> found = store().findWithOwners(ids);
    assertThat(found).extracting(KeyWithOwnerStatus::key).containsExactlyInAnyOrder(one, other);
    assertThat(found)
        .filteredOn(it -> it.ownerStatus().isPresent())
        .allMatch(
            it ->
                it.ownerStatus()
                    .orElseThrow()
                    .equals(
                        it.key().equals(one)
                            ? OwnerStatus.ACTIVE.accountActive(false)
                            : OwnerStatus.ABSENT));
    assertThat(store().findWithOwners(List.of())).isEmpty();
  }

  @Test
  final void sortsByCreation() {
    List<ApiKey> keys = List.of(key(OWNER, JUST_BEFORE), key(OWNER, NOW), key(OWNER, JUST_AFTER));
    listsInOrder(By.CREATED, keys);
  }

  @Test
  final void sortsByNameIgnoringCase() {
    listsInOrder(By.NAME, List.of(named("10"), named("alpha"), named("Beta"), named("gamma")));
    ApiKey upper = named("SAME");
    ApiKey lower = named("same");
    insert(upper, lower);
    ApiKeyFilter same = ApiKeyFilter.ALL.with(TEXT, "same");
    List<ApiKey> ordered = new ArrayList<>(byId(List.of(upper, lower)));
    ApiKeyQuery query = ApiKeyQuery.of(same);
    assertThat(store().list(query.sorted(ApiKeySort.ascending(By.NAME))).items())
        .isEqualTo(ordered);
    Collections.reverse(ordered);
    assertThat(store().list(query.sorted(ApiKeySort.descending(By.NAME))).items())
        .isEqualTo(ordered);
  }

  @Test
  final void sortsByAccountThenByUserCharacterByCharacter() {
    listsInOrder(
        By.OWNER,
        List.of(
            ofOwner("0000-0000-0001", "zoe"),
            ofOwner("0000-0000-0002", "Zoe"),
            ofOwner("0000-0000-0002", "adam"),
            ofOwner("0000-0000-0002", "zoe")));
  }

  @Test
  final void sortsByLastUseWithUnusedKeysFirst() {
    List<ApiKey> ascending = new ArrayList<>(byId(List.of(key(), key())));
    ascending.addAll(List.of(usedAt(JUST_BEFORE), usedAt(NOW), usedAt(JUST_AFTER)));
    listsInOrder(By.LAST_USED, ascending);
  }

  @Test
  final void sortsByExpiryWithUnlimitedKeysLast() {
    List<ApiKey> ascending =
        new ArrayList<>(List.of(expiringAt(JUST_BEFORE), expiringAt(NOW), expiringAt(JUST_AFTER)));
    ascending.addAll(byId(List.of(expiringAt(null), expiringAt(null))));
    listsInOrder(By.EXPIRY, ascending);
  }

  @Test
  final void pagesOfEqualKeysDoNotOverlapInAnySort() {
    List<ApiKey> keys = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      keys.add(i < 4 ? usedAt(NOW) : expiringAt(null));
    }
    keys.forEach(store()::insert);
    for (By by : By.values()) {
      for (boolean descending : List.of(true, false)) {
        ApiKeyQuery query = ApiKeyQuery.all().sorted(new ApiKeySort(by, descending));
        List<ApiKey> seen = new ArrayList<>();
        for (int page = 0; page < 4; page++) {
          Page<ApiKey> some = store().list(query.page(page, 2));
          assertThat(some.total()).isEqualTo(7);
          seen.addAll(some.items());
        }
        assertThat(seen)
            .as("%s, descending: %s", by, descending)
            .isEqualTo(store().list(query).items())
            .containsExactlyInAnyOrderElementsOf(keys);
      }
    }
  }

  @Test
  final void findsTextInNameDescriptionAndUsernameIgnoringCase() {
    ApiKey byName = edited(key -> key.name("The Nightly Build"));
    ApiKey byDescription = edited(key -> key.description("runs nightly"));
    ApiKey byUser = ofOwner("0000-0000-0001", "NIGHTLY-bot");
    ApiKey other = edited(key -> key.name("night ly").tags(Set.of("nightly")));
    insert(byName, byDescription, byUser, other);
    assertThat(found(it -> it.with(TEXT, "nightly"))).containsOnly(byName, byDescription, byUser);
    assertThat(found(it -> it.with(TEXT, "NiGhTlY"))).containsOnly(byName, byDescription, byUser);
    assertThat(found(it -> it.with(TEXT, "the nightly b"))).containsOnly(byName);
    assertThat(found(it -> it.with(TEXT, "ly-b"))).containsOnly(byUser);
    assertThat(found(it -> it.with(TEXT, "nothing like it"))).isEmpty();
  }

  @Test
  final void findsExactNameIgnoringCase() {
    ApiKey upper = named("CI");
    ApiKey lower = named("ci");
    ApiKey beyondAscii = named("Schlüssel_%");
    insert(upper, lower, beyondAscii, named("ci 2"), edited(key -> key.description("ci")));
    assertThat(found(it -> it.with(NAME, "Ci"))).containsOnly(upper, lower);
    assertThat(found(it -> it.with(NAME, "schlüssel_%"))).containsOnly(beyondAscii);
    assertThat(found(it -> it.with(NAME, "c"))).isEmpty();
    assertThat(found(it -> it.with(NAME, "schlüssel__"))).isEmpty();
  }

  @Test
  final void findsTextBeyondAsciiAtLeastInItsExactCase() {
    ApiKey upper = named("ÜBER Schlüssel 🗝");
    ApiKey lower = named("über schlüssel");
    insert(upper, lower);
    assertThat(found(it -> it.with(TEXT, "ÜBER Schl"))).contains(upper);
    assertThat(found(it -> it.with(TEXT, "Über schl"))).contains(upper);
    assertThat(found(it -> it.with(TEXT, "über SCHL"))).contains(lower);
    assertThat(found(it -> it.with(TEXT, "SCHLüss"))).containsOnly(upper, lower);
    assertThat(found(it -> it.with(TEXT, "🗝"))).contains(upper).doesNotContain(lower);
  }

  @Test
  final void findsKeysByAPrefixOfTheirId() {
    ApiKey key = named("one");
    insert(key, named("another"));
    String id = key.id().toString();
    assertThat(found(it -> it.with(TEXT, id))).containsExactly(key);
    assertThat(found(it -> it.with(TEXT, id.substring(0, 23).toUpperCase(Locale.ROOT))))
        .containsExactly(key);
    assertThat(found(it -> it.with(TEXT, id.substring(1)))).isEmpty();
  }

  @Test
  final void searchTextHasNoWildcardsAndNoSyntax() {
    List<String> hostile =
        List.of(
            "%",
            "_",
            "%%",
            "!",
            "!%",
            "\\",
            "\\%",
            "'",
            "''",
            "\"",
            "' or 1=1 --",
            ":p0",
            "?1",
            "*",
            ".*",
            "[a-z]",
            "${x}",
            "{fn x}",
            ";",
            "/* */",
            "#",
            "<b>",
            "a_b",
            "a%b",
            "a!b",
            "a\\b",
            "a'b");
    ApiKey innocent = edited(key -> key.name("axb").description("plain"));
    insert(innocent);
    for (String text : hostile) {
      assertThat(found(it -> it.with(TEXT, text))).as(text).isEmpty();
    }
    for (String text : hostile) {
      ApiKey named = edited(key -> key.name("<<" + text + ">>").description(""));
      insert(named);
      assertThat(found(it -> it.with(TEXT, "<<" + text + ">>"))).as(text).containsExactly(named);
    }
  }

  @Test
  final void findsScopesAndTagsAsWholeWordsOnly() {
    ApiKey read = edited(key -> key.scopes(Set.of("chat:read", "files")).tags(Set.of("ci")));
    ApiKey all = edited(key -> key.scopes(Set.of("chat:*")).tags(Set.of("ci-2", "CI")));
    ApiKey odd = edited(key -> key.scopes(Set.of("c_at%", "!", "*")).tags(Set.of("100%")));
    ApiKey none = edited(key -> key.scopes(Set.of()).tags(Set.of()));
    insert(read, all, odd, none);
    assertThat(found(it -> it.with(SCOPE, "chat:read"))).containsExactly(read);
    assertThat(found(it -> it.with(SCOPE, "files"))).containsExactly(read);
    assertThat(found(it -> it.with(SCOPE, "chat:*"))).containsExactly(all);
    assertThat(found(it -> it.with(SCOPE, "c_at%"))).containsExactly(odd);
    assertThat(found(it -> it.with(SCOPE, "!"))).containsExactly(odd);
    assertThat(found(it -> it.with(SCOPE, "*"))).containsExactly(odd);
    for (String absent : List.of("chat", "chat:rea", "hat:read", "CHAT:READ", "%", "_", "chat:_")) {
      assertThat(found(it -> it.with(SCOPE, absent))).as(absent).isEmpty();
    }
    assertThat(found(it -> it.with(TAG, "ci"))).containsExactly(read);
    assertThat(found(it -> it.with(TAG, "CI"))).containsExactly(all);
    assertThat(found(it -> it.with(TAG, "100%"))).containsExactly(odd);
    assertThat(found(it -> it.with(TAG, "ci-"))).isEmpty();
  }

  @Test
  final void findsKeysByExpiry() {
    ApiKey before = expiringAt(JUST_BEFORE);
    ApiKey now = expiringAt(NOW);
    ApiKey after = expiringAt(JUST_AFTER);
    ApiKey unlimited = expiringAt(null);
    insert(before, now, after, unlimited);
    assertThat(found(it -> it.with(EXPIRED_AT, NOW))).containsExactly(before);
    assertThat(found(it -> it.with(UNEXPIRED_AT, NOW))).containsOnly(now, after, unlimited);
    assertThat(found(it -> it.with(VALID_AT, NOW))).containsOnly(after, unlimited);
    assertThat(found(it -> it.with(EXPIRED_AT, NOW.plusNanos(1)))).containsOnly(before, now);
    assertThat(found(it -> it.with(UNEXPIRED_AT, NOW.plusNanos(1)))).containsOnly(after, unlimited);
    assertThat(found(it -> it.with(UNEXPIRED_AT, NOW).with(EXPIRED_AT, JUST_AFTER)))
        .containsExactly(now);
    assertThat(found(it -> it.with(EXPIRED_AT, NOW).with(UNEXPIRED_AT, NOW))).isEmpty();
  }

  @Test
  final void ignoresNoCondition() throws IllegalAccessException {
    List<Object> samples = List.of("none", true, NOW, new ApiKeyFilter.End(NOW, NOW));
    int known = 0;
    for (Field field : ApiKeyFilter.class.getFields()) {
      if (field.get(null) instanceof ApiKeyFilter.Condition<?> condition) {
        ApiKeyFilter filter = filterBy(condition, samples);
        assertThat(store().list(ApiKeyQuery.of(filter)).items()).as(condition.toString()).isEmpty();
        known++;
      }
    }
    assertThat(known).isPositive();
  }

  private static ApiKeyFilter filterBy(ApiKeyFilter.Condition<?> condition, List<Object> samples) {
    return samples.stream()
        .flatMap(sample -> filterBy(condition, sample).stream())
        .findFirst()
        .orElseThrow(() -> new AssertionError("there is no sample for " + condition));
  }

  /** Returns a filter; empty if the sample is not of the condition's type. */
  private static Optional<ApiKeyFilter> filterBy(
      ApiKeyFilter.Condition<?> condition, Object sample) {
    try {
      return Optional.of(new ApiKeyFilter(Map.of(condition, sample)));
    } catch (ClassCastException e) {
      return Optional.empty();
    }
  }

  @Test
  final void findsKeysByLastUse() {
    ApiKey unused = key();
    ApiKey oldUnused = key(OWNER, NOW.minusSeconds(9));
    ApiKey before = usedAt(JUST_BEFORE);
    ApiKey now = usedAt(NOW);
    insert(unused, oldUnused, before, now);
    assertThat(found(it -> it.with(NEVER_USED, true))).containsOnly(unused, oldUnused);
    assertThat(found(it -> it.with(NEVER_USED, false))).containsOnly(before, now);
    assertThat(found(it -> it.with(UNUSED_SINCE, NOW)))
        .as("keys created later have not been idle that long")
        .containsOnly(oldUnused, before);
    assertThat(found(it -> it.with(UNUSED_SINCE, NOW).with(NEVER_USED, false)))
        .containsExactly(before);
    assertThat(found(it -> it.with(UNUSED_SINCE, JUST_AFTER)))
        .containsOnly(unused, oldUnused, before, now);
  }

  @Test
  final void findsKeysByCreation() {
    ApiKey before = key(OWNER, JUST_BEFORE);
    ApiKey now = key(OWNER, NOW);
    insert(before, now);
    assertThat(found(it -> it.with(CREATED_BEFORE, NOW))).containsExactly(before);
    assertThat(found(it -> it.with(CREATED_BEFORE, NOW.plusNanos(1)))).containsOnly(before, now);
    assertThat(found(it -> it.with(CREATED_BEFORE, JUST_BEFORE))).isEmpty();
  }

  @Test
  final void findsAndCountsOnlyKeysThatMatchAllConditions() {
    UnaryOperator<ApiKey.Builder> fitting =
        key ->
            key.name("deploy 1")
                .scopes(Set.of("deploy"))
                .tags(Set.of("prod"))
                .createdAt(NOW.minusSeconds(90))
                .lastUsedAt(NOW.minusSeconds(60))
                .expiresAt(NOW.plusSeconds(9));
    List<ApiKey> fits = List.of(edited(fitting), edited(fitting), edited(fitting));
    fits.forEach(store()::insert);
    insert(
        edited(key -> fitting.apply(key).name("x")),
        edited(key -> fitting.apply(key).scopes(Set.of())),
        edited(key -> fitting.apply(key).tags(Set.of())),
        edited(key -> fitting.apply(key).createdAt(NOW)),
        edited(key -> fitting.apply(key).lastUsedAt(NOW)),
        edited(key -> fitting.apply(key).expiresAt(null)),
        edited(key -> fitting.apply(key).expiresAt(JUST_BEFORE)),
        edited(key -> fitting.apply(key).active(false)),
        fitting.apply(ofOwner("0000-0000-0001", "admin").toBuilder()).build(),
        fitting.apply(ofOwner(OWNER.accountId(), "other").toBuilder()).build());
    ApiKeyFilter filter =
        ApiKeyFilter.ALL
            .with(TEXT, "deploy")
            .with(ACCOUNT, OWNER.accountId())
            .with(USER, OWNER.userId())
            .with(ACTIVE, true)
            .with(VALID_AT, NOW)
            .with(UNEXPIRED_AT, NOW)
            .with(EXPIRED_AT, NOW.plusSeconds(10))
            .with(NEVER_USED, false)
            .with(UNUSED_SINCE, NOW.minusSeconds(30))
            .with(CREATED_BEFORE, NOW.minusSeconds(30))
            .with(SCOPE, "deploy")
            .with(TAG, "prod");
    ApiKeyQuery query = ApiKeyQuery.of(filter).sorted(ApiKeySort.ascending(By.NAME));
    assertThat(store().list(query)).isEqualTo(new Page<>(byId(fits), 3));
    assertThat(store().list(query.page(1, 2))).isEqualTo(new Page<>(byId(fits).subList(2, 3), 3));
    assertThat(store().list(query.page(0, 2)).total()).isEqualTo(3);
    assertThat(store().list(query.page(9, 2))).isEqualTo(new Page<>(List.of(), 3));
  }

  private void listsInOrder(By by, List<ApiKey> ascending) {
    ascending.stream().sorted(Comparator.comparing(ApiKey::lookup)).forEach(store()::insert);
    assertThat(store().list(ApiKeyQuery.all().sorted(ApiKeySort.ascending(by))).items())
        .isEqualTo(ascending);
    List<ApiKey> descending = new ArrayList<>(ascending);
    Collections.reverse(descending);
    assertThat(store().list(ApiKeyQuery.all().sorted(ApiKeySort.descending(by))).items())
        .isEqualTo(descending);
  }

  private List<ApiKey> found(UnaryOperator<ApiKeyFilter> conditions) {
    ApiKeyQuery query = ApiKeyQuery.of(conditions.apply(ApiKeyFilter.ALL));
    Page<ApiKey> page = store().list(query);
    assertThat(page.total()).isEqualTo(page.items().size());
    return page.items();
  }

  private void insert(ApiKey... keys) {
    for (ApiKey key : keys) {
      assertThat(store().insert(key)).isTrue();
    }
  }

  private static List<ApiKey> byId(List<ApiKey> keys) {
    return keys.stream().sorted(Comparator.comparing(key -> key.id().toString())).toList();
  }

  private static ApiKey edited(UnaryOperator<ApiKey.Builder> edit) {
    return edit.apply(key().toBuilder()).build();
  }

  private static ApiKey named(String name) {
    return edited(key -> key.name(name).description(""));
  }

  private static ApiKey ofOwner(String account, String username) {
    return key(new Owner(account, username), NOW);
  }

  private static ApiKey usedAt(Instant instant) {
    return edited(key -> key.lastUsedAt(instant));
  }

  private static ApiKey expiringAt(@Nullable Instant instant) {
    return edited(key -> key.expiresAt(instant));
  }
}

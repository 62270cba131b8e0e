package dev.sallyport.testkit;

import static dev.sallyport.key.EffectiveState.ACCOUNT_INACTIVE;
import static dev.sallyport.key.EffectiveState.ACTIVE;
import static dev.sallyport.key.EffectiveState.EXPIRED;
import static dev.sallyport.key.EffectiveState.INACTIVE;
import static dev.sallyport.key.EffectiveState.OVER_AGE;
import static dev.sallyport.key.EffectiveState.OWNER_INACTIVE;
import static dev.sallyport.testkit.TestKeys.NOW;
import static dev.sallyport.testkit.TestKeys.OWNER;
import static dev.sallyport.testkit.TestKeys.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.key.ApiKey;
import dev.sallyport.key.EffectiveState;
import dev.sallyport.key.KeySummary;
import dev.sallyport.key.Owner;
import dev.sallyport.spi.ApiKeyFilter;
import dev.sallyport.spi.ApiKeyQuery;
import dev.sallyport.spi.OwnerRegistry.Account;
import dev.sallyport.spi.OwnerRegistry.User;
import dev.sallyport.spi.SummaryQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Contract of key counts. Part of {@link ApiKeyStoreContract}.
 *
 * <pre>{@code
 * class MyKeySummaryTest extends KeySummaryContract {
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
public abstract class KeySummaryContract extends StoreContract {
  private static final Instant SOON = NOW.plus(Duration.ofDays(30));
  private static final Instant LONG_AGO = NOW.minus(Duration.ofDays(365));

  /** Creates the contract. */
  protected KeySummaryContract() {}

  @Test
  final void countsNothingInAnEmptyStore() {
    assertThat(store().summary(query(LONG_AGO))).isEqualTo(new KeySummary(Map.of(), 0, 0, 0, 0));
  }

  @Test
  final void countsEveryKeyAsActiveInactiveOrExpired() {
    insertOwner(OWNER, true, true);
    insert(key -> key.expiresAt(null).lastUsedAt(NOW));
    insert(key -> key.expiresAt(NOW).lastUsedAt(NOW));
    insert(key -> key.expiresAt(SOON).lastUsedAt(NOW));
    insert(key -> key.expiresAt(null).active(false));
    insert(key -> key.expiresAt(NOW.minusNanos(1000)));
    insert(key -> key.expiresAt(LONG_AGO).active(false).createdAt(Instant.EPOCH));
    SummaryQuery query = query(LONG_AGO);
    KeySummary summary = store().summary(query);
    assertThat(summary)
        .isEqualTo(new KeySummary(Map.of(ACTIVE, 3L, INACTIVE, 1L, EXPIRED, 2L), 1, 0, 0, 0));
    assertThat(summary.total()).isEqualTo(6);
    agreesWithListing(query);
  }

  @Test
  final void countsKeysThatNeedAttention() {
    insertOwner(OWNER, true, true);
    insert(key -> key.expiresAt(null));
    Instant young = NOW.minus(SummaryQuery.NEVER_USED);
    insert(key -> key.expiresAt(null).createdAt(young));
    insert(key -> key.expiresAt(null).createdAt(young.minusNanos(1000)));
    insert(key -> key.expiresAt(SOON.minusNanos(1000)).lastUsedAt(NOW));
    insert(key -> key.expiresAt(null).lastUsedAt(NOW).createdAt(LONG_AGO.minusNanos(1000)));
    Instant unused = NOW.minus(SummaryQuery.UNUSED).minusNanos(1000);
    insert(key -> key.expiresAt(null).lastUsedAt(unused).createdAt(LONG_AGO));
    insert(key -> key.expiresAt(NOW).active(false).createdAt(Instant.EPOCH));
    SummaryQuery query = query(LONG_AGO);
    assertThat(store().summary(query))
        .isEqualTo(new KeySummary(Map.of(ACTIVE, 6L, INACTIVE, 1L), 1, 1, 1, 1));
    agreesWithListing(query);
    assertThat(store().summary(query(Instant.EPOCH)).overAge()).isZero();
  }

  @Test
  final void countsKeysOfOneAccount() {
    Owner other = new Owner("0000-0000-0001", "another");
    insertOwner(OWNER, true, true);
    insertOwner(other, true, true);
    List.of(key(OWNER, NOW), key(other, NOW), key(other, NOW).deactivate())
        .forEach(store()::insert);
    SummaryQuery query = new SummaryQuery(other.accountId(), NOW, NOW, NOW, false);
    assertThat(store().summary(query))
        .isEqualTo(new KeySummary(Map.of(ACTIVE, 1L, INACTIVE, 1L), 0, 0, 0, 0));
    agreesWithListing(query);
    assertThat(store().summary(new SummaryQuery("9999-9999-9999", NOW, NOW, NOW, false)).total())
        .isZero();
  }

  @Test
  final void countsOverAgeKeysSeparately() {
    insertOwner(OWNER, true, true);
    insert(key -> key.expiresAt(null).createdAt(LONG_AGO).lastUsedAt(NOW));
    insert(key -> key.expiresAt(null).createdAt(LONG_AGO.minusNanos(1000)).lastUsedAt(NOW));
    insert(key -> key.expiresAt(null).createdAt(LONG_AGO.minusSeconds(1)).active(false));
    insert(key -> key.expiresAt(NOW.minusNanos(1000)).createdAt(Instant.EPOCH));
    insert(key -> key.expiresAt(null).createdAt(LONG_AGO.plus(Duration.ofDays(30))));
    insert(key -> key.expiresAt(null).createdAt(NOW).lastUsedAt(NOW));
    SummaryQuery query = new SummaryQuery(null, NOW, SOON, LONG_AGO, true);
    assertThat(store().summary(query))
        .isEqualTo(new KeySummary(Map.of(ACTIVE, 3L, OVER_AGE, 2L, EXPIRED, 1L), 1, 1, 1, 0));
    agreesWithListing(query);
  }

  @Test
  final void countsKeysOfInactiveOwnersSeparatelyIfTheStoreReadsOwners() {
    Owner ofInactiveAccount = new Owner("0000-0000-0001", "a");
    Owner inactive = new Owner("0000-0000-0002", "b");
    Owner absent = new Owner("0000-0000-0002", "c");
    insertOwner(OWNER, true, true);
    insertOwner(ofInactiveAccount, false, true);
    insertOwner(inactive, true, false);
    for (Owner owner : List.of(OWNER, ofInactiveAccount, inactive, absent)) {
      ApiKey unlimited = key(owner, NOW).toBuilder().expiresAt(null).lastUsedAt(NOW).build();
      assertThat(store().insert(unlimited)).isTrue();
      assertThat(store().insert(key(owner, NOW).deactivate())).isTrue();
    }
    SummaryQuery query = query(LONG_AGO);
    assertThat(store().summary(query))
        .isEqualTo(
            owners().isPresent()
                ? new KeySummary(
                    Map.of(ACTIVE, 1L, INACTIVE, 1L, ACCOUNT_INACTIVE, 2L, OWNER_INACTIVE, 4L),
                    0,
                    0,
                    0,
                    0)
                : new KeySummary(Map.of(ACTIVE, 4L, INACTIVE, 4L), 0, 0, 0, 0));
    agreesWithListing(query);
    assertThat(store().summary(query.withActiveOwners()))
        .as("beside the directory of a host")
        .isEqualTo(new KeySummary(Map.of(ACTIVE, 4L, INACTIVE, 4L), 0, 0, 0, 0));
  }

  private static SummaryQuery query(Instant createdBefore) {
    return new SummaryQuery(null, NOW, SOON, createdBefore, false);
  }

  private void insertOwner(Owner owner, boolean accountActive, boolean userActive) {
    owners()
        .ifPresent(
            registry -> {
              registry.insertAccount(new Account(owner.accountId(), "", accountActive));
              registry.insertUser(User.person(owner).active(userActive).staff(true));
            });
  }

  private void agreesWithListing(SummaryQuery query) {
    KeySummary summary = store().summary(query);
    assertThat(total(query.all())).isEqualTo(summary.total());
    for (EffectiveState state : EffectiveState.values()) {
      assertThat(total(query.in(state))).as(state.word()).isEqualTo(summary.in(state));
    }
    assertThat(total(query.expiringSoon())).isEqualTo(summary.expiringSoon());
    assertThat(total(query.neverUsed())).isEqualTo(summary.neverUsed());
    assertThat(total(query.overAge())).isEqualTo(summary.overAge());
    assertThat(total(query.unused())).isEqualTo(summary.unused());
  }

  private long total(ApiKeyFilter filter) {
    return store().list(ApiKeyQuery.of(filter)).total();
  }

  private void insert(UnaryOperator<ApiKey.Builder> edit) {
    assertThat(store().insert(edit.apply(key().toBuilder()).build())).isTrue();
  }
}

package dev.sallyport.auth.testkit;

import static dev.sallyport.auth.testkit.TestKeys.NOW;
import static dev.sallyport.auth.testkit.TestKeys.OWNER;
import static dev.sallyport.auth.testkit.TestKeys.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.auth.spi.KeyFilter;
import dev.sallyport.auth.spi.KeySummary;
import dev.sallyport.auth.spi.SummaryQuery;
import dev.sallyport.auth.spi.TokenQuery;
import dev.sallyport.auth.token.AuthToken;
import dev.sallyport.auth.token.Owner;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** How many keys a store says there are; a part of {@link TokenStoreContract}. */
public abstract class KeySummaryContract extends KeyListingContract {
  private static final Instant SOON = NOW.plus(Duration.ofDays(30));
  private static final Instant LONG_AGO = NOW.minus(Duration.ofDays(365));

  KeySummaryContract() {}

  @Test
  final void countsNothingWhereThereIsNothing() {
    assertThat(store().summary(new SummaryQuery(null, NOW, SOON, LONG_AGO)))
        .isEqualTo(new KeySummary(0, 0, 0, 0, 0, 0));
  }

  @Test
  final void countsEveryKeyAsActiveInactiveOrExpired() {
    insert(key -> key.expiresAt(null).lastUsedAt(NOW));
    insert(key -> key.expiresAt(NOW).lastUsedAt(NOW));
    insert(key -> key.expiresAt(SOON).lastUsedAt(NOW));
    insert(key -> key.expiresAt(null).active(false));
    insert(key -> key.expiresAt(NOW.minusNanos(1000)));
    insert(key -> key.expiresAt(LONG_AGO).active(false).createdAt(Instant.EPOCH));
    SummaryQuery query = new SummaryQuery(null, NOW, SOON, LONG_AGO);
    KeySummary summary = store().summary(query);
    assertThat(summary).isEqualTo(new KeySummary(3, 1, 2, 1, 0, 0));
    assertThat(summary.total()).isEqualTo(6);
    agreesWithListing(query);
  }

  @Test
  final void countsActiveKeysThatWantALook() {
    insert(key -> key.expiresAt(null));
    insert(key -> key.expiresAt(SOON.minusNanos(1000)).lastUsedAt(NOW));
    insert(key -> key.expiresAt(null).lastUsedAt(NOW).createdAt(LONG_AGO.minusNanos(1000)));
    insert(key -> key.expiresAt(null).lastUsedAt(NOW).createdAt(LONG_AGO));
    insert(key -> key.expiresAt(NOW).active(false).createdAt(Instant.EPOCH));
    SummaryQuery query = new SummaryQuery(null, NOW, SOON, LONG_AGO);
    assertThat(store().summary(query)).isEqualTo(new KeySummary(4, 1, 0, 1, 1, 1));
    agreesWithListing(query);
    assertThat(store().summary(new SummaryQuery(null, NOW, SOON, Instant.EPOCH)).overAge())
        .isZero();
  }

  @Test
  final void countsKeysOfOneAccount() {
    Owner other = new Owner("0000-0000-0001", OWNER.username());
    List.of(key(OWNER, NOW), key(other, NOW), key(other, NOW).deactivate())
        .forEach(store()::insert);
    SummaryQuery query = new SummaryQuery(other.accountNumber(), NOW, NOW, NOW);
    assertThat(store().summary(query)).isEqualTo(new KeySummary(1, 1, 0, 0, 1, 0));
    agreesWithListing(query);
    assertThat(store().summary(new SummaryQuery("9999-9999-9999", NOW, NOW, NOW)).total()).isZero();
  }

  private void agreesWithListing(SummaryQuery query) {
    KeySummary summary = store().summary(query);
    assertThat(total(query.all())).isEqualTo(summary.total());
    assertThat(total(query.active())).isEqualTo(summary.active());
    assertThat(total(query.inactive())).isEqualTo(summary.inactive());
    assertThat(total(query.expired())).isEqualTo(summary.expired());
    assertThat(total(query.expiringSoon())).isEqualTo(summary.expiringSoon());
    assertThat(total(query.neverUsed())).isEqualTo(summary.neverUsed());
    assertThat(total(query.overAge())).isEqualTo(summary.overAge());
  }

  private long total(KeyFilter filter) {
    return store().list(TokenQuery.of(filter)).total();
  }

  private void insert(UnaryOperator<AuthToken.Builder> edit) {
    assertThat(store().insert(edit.apply(key().toBuilder()).build())).isTrue();
  }
}

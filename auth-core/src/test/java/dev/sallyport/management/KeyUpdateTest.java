package dev.sallyport.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sallyport.SallyportFixture;
import dev.sallyport.audit.AuditRecord;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.Network;
import dev.sallyport.management.ChangeResult.Changed;
import dev.sallyport.management.ChangeResult.Outdated;
import dev.sallyport.management.CreateResult.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeyUpdateTest {
  private final SallyportFixture fixture =
      new SallyportFixture(parts -> parts.setting("token-limit-per-user", "2"));
  private final ApiKeyManager keys = fixture.sallyport.keys();
  private final Instant now = fixture.clock.instant();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void changesAllFieldsWithOneRecord() {
    ApiKey key = fixture.create().key();
    fixture.clock.advance(Duration.ofSeconds(9));
    KeyUpdate edit =
        KeyUpdate.NOTHING
            .name("another")
            .description("so it is")
            .scopes(List.of("chat:read"))
            .networks(List.of(Network.parse("192.0.2.0/24")))
            .tags(List.of("blue"))
            .lifetime(new Lifetime.Until(now.plusSeconds(60)));
    ApiKey edited = changed(keys.edit(key.id(), key.version(), edit).orElseThrow());
    assertThat(edited)
        .isEqualTo(
            key.toBuilder()
                .name("another")
                .description("so it is")
                .scopes(Set.of("chat:read"))
                .networks(Set.of(Network.parse("192.0.2.0/24")))
                .tags(Set.of("blue"))
                .expiresAt(now.plusSeconds(60))
                .ttl(Duration.ofSeconds(60))
                .updatedAt(now.plusSeconds(9))
                .version(key.version() + 1)
                .build());
    assertThat(keys.get(key.id())).contains(edited);
    AuditRecord record = fixture.audit.latest(1).get(0).record();
    assertThat(record.action()).isEqualTo("key.changed");
    assertThat(record.after()).contains("name=another", "tags=blue", "scopes=chat:read");
  }

  @Test
  void leavesOtherFieldsUnchanged() {
    ApiKey key = fixture.create().key();
    int writes = fixture.store.writes.get();
    assertThat(keys.edit(key.id(), key.version(), KeyUpdate.NOTHING)).contains(new Changed(key));
    assertThat(keys.edit(key.id(), KeyUpdate.NOTHING.name(key.name()))).contains(new Changed(key));
    assertThat(fixture.store.writes).hasValue(writes);
    ApiKey edited = changed(keys.edit(key.id(), KeyUpdate.NOTHING.tags(Set.of("x"))).get());
    assertThat(edited)
        .isEqualTo(key.toBuilder().tags(Set.of("x")).version(key.version() + 1).build());
  }

  @Test
  void deniesUpdatesOfAnOutdatedVersion() {
    ApiKey seen = fixture.create().key();
    ApiKey current = keys.rename(seen.id(), "changed concurrently").orElseThrow();
    KeyUpdate edit = KeyUpdate.NOTHING.name("mine");
    assertThat(keys.edit(seen.id(), seen.version(), edit)).contains(new Outdated(current));
    assertThat(keys.delete(seen.id(), seen.version())).contains(new Outdated(current));
    assertThat(keys.get(seen.id())).contains(current);
    assertThat(changed(keys.edit(seen.id(), current.version(), edit).orElseThrow()).name())
        .isEqualTo("mine");
  }

  @Test
  void retriesAfterAConflictInTheStore() {
    ApiKey key = fixture.create().key();
    fixture.store.writesToConflict.set(1);
    assertThat(keys.edit(key.id(), key.version(), KeyUpdate.NOTHING.name("x")).orElseThrow())
        .isInstanceOf(Changed.class);
    fixture.store.writesToConflict.set(1);
    assertThat(keys.delete(key.id(), key.version() + 1).orElseThrow()).isInstanceOf(Changed.class);
  }

  @Test
  void returnsEmptyForAMissingKey() {
    assertThat(keys.edit(UUID.randomUUID(), 0, KeyUpdate.NOTHING.name("x"))).isEmpty();
    assertThat(keys.edit(UUID.randomUUID(), KeyUpdate.NOTHING)).isEmpty();
    assertThat(keys.delete(UUID.randomUUID(), 0)).isEmpty();
  }

  @Test
  void changesTheActiveStateInTheSameUpdate() {
    ApiKey key = fixture.create().key();
    KeyUpdate edit = KeyUpdate.NOTHING.active(false).description("leaked");
    assertThat(changed(keys.edit(key.id(), edit).orElseThrow()).active()).isFalse();
    assertThat(fixture.audit.latest(1).get(0).record().action()).isEqualTo("key.deactivated");
  }

  @Test
  void aFixedExpiryIsNotRenewed() {
    Lifetime renewed = new Lifetime.For(Duration.ofHours(1));
    ApiKey key = fixture.create(renewed).key();
    assertThat(key.renewable()).isTrue();
    ApiKey fixed = edited(key, new Lifetime.Until(now.plusSeconds(60)));
    assertThat(fixed.renewable()).isFalse();
    fixture.clock.advance(Duration.ofSeconds(30));
    ApiKey again = edited(key, renewed);
    assertThat(again.renewable()).isTrue();
    assertThat(again.expiresAt()).isEqualTo(now.plusSeconds(3630));
    ApiKey endless = edited(key, new Lifetime.Endless());
    assertThat(endless.expiresAt()).isNull();
    assertThat(endless.ttl()).isNull();
    assertThat(endless.renewable()).isFalse();
    assertThat(edited(key, new Lifetime.ByDefault())).isEqualTo(endless);
  }

  @Test
  void aTtlIsCountedFromTheEdit() {
    ApiKey key = fixture.create(new Lifetime.For(Duration.ofHours(1))).key();
    fixture.clock.advance(Duration.ofMinutes(10));
    ApiKey fixed = edited(key, new Lifetime.For(Duration.ofHours(2), false));
    assertThat(fixed.expiresAt()).isEqualTo(fixture.clock.instant().plus(Duration.ofHours(2)));
    assertThat(fixed.ttl()).isEqualTo(Duration.ofMinutes(130));
    assertThat(fixed.renewable()).isFalse();
  }

  @Test
  void deniesAnExpiryInThePast() {
    ApiKey key = fixture.create().key();
    KeyUpdate edit = KeyUpdate.NOTHING.lifetime(new Lifetime.Until(now.minusNanos(1000)));
    assertThat(keys.edit(key.id(), edit))
        .contains(new ChangeResult.Denied(Reason.EXPIRY_IN_THE_PAST));
    assertThat(keys.get(key.id())).contains(key);
  }

  @Test
  void deniesRevivingAKeyBeyondTheLimit() {
    ApiKey over = fixture.create(new Lifetime.For(Duration.ofSeconds(1))).key();
    fixture.clock.advance(Duration.ofSeconds(2));
    ApiKey second = fixture.create().key();
    fixture.create();
    KeyUpdate endless = KeyUpdate.NOTHING.lifetime(new Lifetime.Endless());
    assertThat(keys.edit(over.id(), endless))
        .contains(new ChangeResult.Denied(Reason.LIMIT_REACHED));
    assertThat(changed(keys.edit(second.id(), endless.name("x")).orElseThrow()).name())
        .as("it counts already")
        .isEqualTo("x");
    keys.delete(second.id());
    assertThat(changed(keys.edit(over.id(), endless).orElseThrow()).expiresAt()).isNull();
  }

  @Test
  void rejectsFieldsOutOfBounds() {
    UUID id = fixture.create().key().id();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> keys.edit(id, KeyUpdate.NOTHING.name("")))
        .withMessageStartingWith("name must");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> keys.edit(id, KeyUpdate.NOTHING.tags(Set.of("a b"))))
        .withMessageStartingWith("each of tags must");
  }

  @Test
  void deletesOnlyTheExpectedVersion() {
    ApiKey key = fixture.create().key();
    assertThat(keys.delete(key.id(), key.version())).contains(new Changed(key));
    assertThat(keys.get(key.id())).isEmpty();
  }

  private ApiKey edited(ApiKey key, Lifetime lifetime) {
    return changed(keys.edit(key.id(), KeyUpdate.NOTHING.lifetime(lifetime)).orElseThrow());
  }

  private static ApiKey changed(ChangeResult result) {
    return ((Changed) result).key();
  }
}

package dev.sallyport.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sallyport.auth.ChangeResult.Changed;
import dev.sallyport.auth.ChangeResult.Outdated;
import dev.sallyport.auth.CreateResult.Reason;
import dev.sallyport.auth.spi.AuditRecord;
import dev.sallyport.auth.token.AuthToken;
import dev.sallyport.auth.token.Network;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeyEditTest {
  private final Gate gate =
      new Gate(parts -> parts.keyLimit(new KeyLimit(2, KeyLimit.Policy.REFUSE)));
  private final TokenManager keys = gate.sallyport.keys();
  private final Instant now = gate.clock.instant();

  @AfterEach
  void close() {
    gate.close();
  }

  @Test
  void changesAllPartsAtOnceWithOneRecord() {
    AuthToken key = gate.create().key();
    gate.clock.advance(Duration.ofSeconds(9));
    KeyEdit edit =
        KeyEdit.NOTHING
            .name("another")
            .description("so it is")
            .scopes(List.of("chat:read"))
            .networks(List.of(Network.parse("192.0.2.0/24")))
            .tags(List.of("blue"))
            .lifetime(new Lifetime.Until(now.plusSeconds(60)));
    AuthToken edited = changed(keys.edit(key.id(), key.version(), edit).orElseThrow());
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
    AuditRecord record = gate.audit.latest(1).get(0).record();
    assertThat(record.action()).isEqualTo("key.changed");
    assertThat(record.after()).contains("name=another", "tags=blue", "scopes=chat:read");
  }

  @Test
  void leavesAloneWhatItDoesNotName() {
    AuthToken key = gate.create().key();
    int writes = gate.store.writes.get();
    assertThat(keys.edit(key.id(), key.version(), KeyEdit.NOTHING)).contains(new Changed(key));
    assertThat(keys.edit(key.id(), KeyEdit.NOTHING.name(key.name()))).contains(new Changed(key));
    assertThat(gate.store.writes).hasValue(writes);
    AuthToken edited = changed(keys.edit(key.id(), KeyEdit.NOTHING.tags(Set.of("x"))).get());
    assertThat(edited)
        .isEqualTo(key.toBuilder().tags(Set.of("x")).version(key.version() + 1).build());
  }

  @Test
  void refusesWhatIsBasedOnAnOlderState() {
    AuthToken seen = gate.create().key();
    AuthToken current = keys.rename(seen.id(), "by somebody else").orElseThrow();
    KeyEdit edit = KeyEdit.NOTHING.name("mine");
    assertThat(keys.edit(seen.id(), seen.version(), edit)).contains(new Outdated(current));
    assertThat(keys.delete(seen.id(), seen.version())).contains(new Outdated(current));
    assertThat(keys.get(seen.id())).contains(current);
    assertThat(changed(keys.edit(seen.id(), current.version(), edit).orElseThrow()).name())
        .isEqualTo("mine");
  }

  @Test
  void triesAgainIfOnlyTheStoreWasBusy() {
    AuthToken key = gate.create().key();
    gate.store.writesToConflict.set(1);
    assertThat(keys.edit(key.id(), key.version(), KeyEdit.NOTHING.name("x")).orElseThrow())
        .isInstanceOf(Changed.class);
    gate.store.writesToConflict.set(1);
    assertThat(keys.delete(key.id(), key.version() + 1).orElseThrow()).isInstanceOf(Changed.class);
  }

  @Test
  void answersEmptyForAKeyThatIsNotThere() {
    assertThat(keys.edit(UUID.randomUUID(), 0, KeyEdit.NOTHING.name("x"))).isEmpty();
    assertThat(keys.edit(UUID.randomUUID(), KeyEdit.NOTHING)).isEmpty();
    assertThat(keys.delete(UUID.randomUUID(), 0)).isEmpty();
  }

  @Test
  void switchesInTheSameBreath() {
    AuthToken key = gate.create().key();
    KeyEdit edit = KeyEdit.NOTHING.active(false).description("leaked");
    assertThat(changed(keys.edit(key.id(), edit).orElseThrow()).active()).isFalse();
    assertThat(gate.audit.latest(1).get(0).record().action()).isEqualTo("key.deactivated");
  }

  @Test
  void aFixedEndIsMovedByNoRenewal() {
    Lifetime renewed = new Lifetime.For(Duration.ofHours(1));
    AuthToken key = gate.create(renewed).key();
    assertThat(key.renewable()).isTrue();
    AuthToken fixed = edited(key, new Lifetime.Until(now.plusSeconds(60)));
    assertThat(fixed.renewable()).isFalse();
    gate.clock.advance(Duration.ofSeconds(30));
    AuthToken again = edited(key, renewed);
    assertThat(again.renewable()).isTrue();
    assertThat(again.expiresAt()).isEqualTo(now.plusSeconds(3630));
    AuthToken endless = edited(key, new Lifetime.Endless());
    assertThat(endless.expiresAt()).isNull();
    assertThat(endless.ttl()).isNull();
    assertThat(endless.renewable()).isFalse();
    assertThat(edited(key, new Lifetime.ByDefault())).isEqualTo(endless);
  }

  @Test
  void aLengthIsCountedFromTheEdit() {
    AuthToken key = gate.create(new Lifetime.For(Duration.ofHours(1))).key();
    gate.clock.advance(Duration.ofMinutes(10));
    AuthToken fixed = edited(key, new Lifetime.For(Duration.ofHours(2), false));
    assertThat(fixed.expiresAt()).isEqualTo(gate.clock.instant().plus(Duration.ofHours(2)));
    assertThat(fixed.ttl()).isEqualTo(Duration.ofMinutes(130));
    assertThat(fixed.renewable()).isFalse();
  }

  @Test
  void refusesAnEndInThePast() {
    AuthToken key = gate.create().key();
    KeyEdit edit = KeyEdit.NOTHING.lifetime(new Lifetime.Until(now.minusNanos(1000)));
    assertThat(keys.edit(key.id(), edit))
        .contains(new ChangeResult.Refused(Reason.EXPIRY_IN_THE_PAST));
    assertThat(keys.get(key.id())).contains(key);
  }

  @Test
  void refusesToBringBackAKeyBeyondTheLimit() {
    AuthToken over = gate.create(new Lifetime.For(Duration.ofSeconds(1))).key();
    gate.clock.advance(Duration.ofSeconds(2));
    AuthToken second = gate.create().key();
    gate.create();
    KeyEdit endless = KeyEdit.NOTHING.lifetime(new Lifetime.Endless());
    assertThat(keys.edit(over.id(), endless))
        .contains(new ChangeResult.Refused(Reason.LIMIT_REACHED));
    assertThat(changed(keys.edit(second.id(), endless.name("x")).orElseThrow()).name())
        .as("it counts already")
        .isEqualTo("x");
    keys.delete(second.id());
    assertThat(changed(keys.edit(over.id(), endless).orElseThrow()).expiresAt()).isNull();
  }

  @Test
  void refusesPartsOutOfBounds() {
    UUID id = gate.create().key().id();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> keys.edit(id, KeyEdit.NOTHING.name("")))
        .withMessageStartingWith("name must");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> keys.edit(id, KeyEdit.NOTHING.tags(Set.of("a b"))))
        .withMessageStartingWith("each of tags must");
  }

  @Test
  void deletesWhatIsAsItWasSeen() {
    AuthToken key = gate.create().key();
    assertThat(keys.delete(key.id(), key.version())).contains(new Changed(key));
    assertThat(keys.get(key.id())).isEmpty();
  }

  private AuthToken edited(AuthToken key, Lifetime lifetime) {
    return changed(keys.edit(key.id(), KeyEdit.NOTHING.lifetime(lifetime)).orElseThrow());
  }

  private static AuthToken changed(ChangeResult result) {
    return ((Changed) result).key();
  }
}

package dev.sallyport.internal.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.SallyportFixture;
import dev.sallyport.audit.AuditContext;
import dev.sallyport.audit.AuditRecord;
import dev.sallyport.authorization.DenialReason;
import dev.sallyport.event.Event;
import dev.sallyport.key.ApiKey;
import dev.sallyport.management.ApiKeyManager;
import dev.sallyport.management.BulkAction;
import dev.sallyport.management.BulkResult;
import dev.sallyport.management.CreateResult;
import dev.sallyport.spi.ApiKeyQuery;
import dev.sallyport.spi.StoreException;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BulkChangeTest {
  private static final Predicate<ApiKey> ANY = key -> true;

  private final SallyportFixture fixture = new SallyportFixture();
  private final ApiKeyManager keys = fixture.sallyport.keys();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void deactivatesAndActivatesManyWithARecordForEach() {
    CreateResult.Created one = fixture.create();
    ApiKey other = fixture.create().key();
    ApiKey off = keys.deactivate(fixture.create().key().id()).orElseThrow();
    UUID absent = UUID.randomUUID();
    List<UUID> ids = List.of(absent, off.id(), other.id(), one.key().id(), other.id());

    ApiKeyManager ours = keys.as(AuditContext.of("root", "192.0.2.1"));
    BulkResult result = ours.bulk(BulkAction.DEACTIVATE, ids, ANY, ANY);
    assertThat(result.changed()).extracting(ApiKey::id).containsExactly(other.id(), one.key().id());
    assertThat(result.changed()).noneMatch(ApiKey::active);
    assertThat(result.unchanged()).containsExactly(off);
    assertThat(result.absent()).containsExactly(absent);
    assertThat(keys.get(other.id())).contains(result.changed().get(0));
    assertThat(fixture.audit.latest(2))
        .extracting(entry -> entry.record().subject())
        .containsExactly("key:" + one.key().id(), "key:" + other.id());
    AuditRecord record = fixture.audit.latest(1).get(0).record();
    assertThat(record.action()).isEqualTo("key.deactivated");
    assertThat(record.actor()).isEqualTo("root");
    assertThat(fixture.refusal(one.token())).isEqualTo(DenialReason.KEY_INACTIVE);

    assertThat(keys.bulk(BulkAction.ACTIVATE, ids, ANY, ANY).changed()).hasSize(3);
    assertThat(fixture.events.stream().filter(Event.KeyChanged.class::isInstance)).hasSize(9);
  }

  @Test
  void deletesMany() {
    List<UUID> ids = Stream.generate(fixture::create).limit(3).map(it -> it.key().id()).toList();
    assertThat(keys.bulk(BulkAction.DELETE, ids, ANY, ANY).changed()).hasSize(3);
    assertThat(keys.list(ApiKeyQuery.all()).total()).isZero();
    assertThat(keys.bulk(BulkAction.DELETE, ids, ANY, ANY).absent()).isEqualTo(ids);
    assertThat(keys.bulk(BulkAction.DELETE, List.of(), ANY, ANY))
        .isEqualTo(new BulkResult(List.of(), List.of(), List.of()));
  }

  @Test
  void invisibleKeysAreTreatedAsMissing() {
    ApiKey key = fixture.create().key();
    for (BulkAction action : BulkAction.values()) {
      BulkResult result = keys.bulk(action, List.of(key.id()), ANY.negate(), ANY);
      assertThat(result).isEqualTo(new BulkResult(List.of(), List.of(), List.of(key.id())));
    }
    assertThat(keys.get(key.id())).contains(key);
  }

  @Test
  void keysWithoutPermissionStayUnchanged() {
    ApiKey key = fixture.create().key();
    ApiKey other = fixture.create().key();
    for (BulkAction action : List.of(BulkAction.DEACTIVATE, BulkAction.DELETE)) {
      List<UUID> ids = List.of(key.id(), other.id());
      BulkResult result = keys.bulk(action, ids, ANY, it -> it.id().equals(other.id()));
      assertThat(result.changed()).extracting(ApiKey::id).containsExactly(other.id());
      assertThat(result.unchanged()).containsExactly(key);
    }
    assertThat(keys.get(key.id())).contains(key);
  }

  @Test
  void checksThePermissionForTheChangedVersion() {
    ApiKey key = fixture.create().key();
    Predicate<ApiKey> mayChange =
        seen -> {
          keys.rename(key.id(), "meanwhile"); // a concurrent change
          return seen.name().equals(key.name());
        };
    BulkResult result = keys.bulk(BulkAction.DELETE, List.of(key.id()), ANY, mayChange);
    assertThat(result.unchanged()).extracting(ApiKey::name).containsExactly("meanwhile");
  }

  @Test
  void retriesConflictsALimitedNumberOfTimes() {
    List<UUID> ids = List.of(fixture.create().key().id(), fixture.create().key().id());
    fixture.store.writesToConflict.set(3);
    assertThat(keys.bulk(BulkAction.DEACTIVATE, ids, ANY, ANY).changed()).hasSize(2);
    fixture.store.writesToConflict.set(Retry.MAX_ATTEMPTS);
    assertThatThrownBy(() -> keys.bulk(BulkAction.DELETE, ids, ANY, ANY))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("concurrent modifications");
    assertThat(keys.list(ApiKeyQuery.all()).total()).isEqualTo(2);
  }

  @Test
  void rejectsMoreThanAPageOfKeys() {
    List<UUID> many = Stream.generate(UUID::randomUUID).limit(501).toList();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> keys.bulk(BulkAction.DELETE, many, ANY, ANY))
        .withMessageContaining("500");
  }
}

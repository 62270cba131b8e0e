package dev.sallyport.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.sallyport.Sallyport;
import dev.sallyport.SallyportFixture;
import dev.sallyport.audit.AuditContext;
import dev.sallyport.authentication.AuthenticationResult;
import dev.sallyport.authorization.DenialReason;
import dev.sallyport.authorization.ResourceId;
import dev.sallyport.event.Event;
import dev.sallyport.key.Owner;
import dev.sallyport.key.OwnerProfile;
import dev.sallyport.key.OwnerStatus;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.management.CreateResult.Denied;
import dev.sallyport.management.CreateResult.Reason;
import dev.sallyport.spi.ApiKeyQuery;
import dev.sallyport.spi.OwnerDirectory;
import dev.sallyport.spi.OwnerRegistry.Account;
import dev.sallyport.spi.OwnerRegistry.User;
import dev.sallyport.spi.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OwnerDeletionTest {
  private static final String ACCOUNT = SallyportFixture.OWNER.accountId();
  private static final Owner ADA = new Owner(ACCOUNT, "ada");
  private static final ResourceId HERS = new ResourceId("room", "hers");
  private static final ResourceId SHARED = new ResourceId("room", "shared");

  private final SallyportFixture fixture =
      new SallyportFixture(builder -> builder.setting("max-staleness", "1h"));
  private final ApiKeyManager keys = fixture.sallyport.keys();
  private final OwnerManager owners = fixture.sallyport.ownerManager();

  @AfterEach
  void close() {
    fixture.close();
  }

  private void makeAda() {
    assertThat(owners.createUser(User.person(ADA).staff(true))).isTrue();
  }

  private Created keyOf(Owner owner) {
    return (Created) keys.create(CreateKeyRequest.of(owner, "ci"));
  }

  @Test
  void aUserIsDeletedWithItsKeysAndTheNextUserOfTheNameGetsNone() {
    makeAda();
    Created key = keyOf(ADA);
    Created other = fixture.create();
    assertThat(fixture.opensTo(key.token())).isTrue();
    assertThat(owners.deleteUser(ADA)).contains(new OwnerDeletionResult(1, 1, 0));
    assertThat(fixture.refusal(key.token())).isEqualTo(DenialReason.UNKNOWN_TOKEN);
    assertThat(owners.user(ADA)).isEmpty();
    assertThat(keys.get(key.key().id())).isEmpty();
    assertThat(owners.deleteUser(ADA)).isEmpty();
    makeAda();
    assertThat(fixture.refusal(key.token())).isEqualTo(DenialReason.UNKNOWN_TOKEN);
    assertThat(fixture.opensTo(other.token())).isTrue();
  }

  /** As if a slow node wrote a key while the user is being deleted. */
  @Test
  void aLateKeyIsDeniedForTheNextUserOfTheName() {
    makeAda();
    Created key = keyOf(ADA);
    owners.deleteUser(ADA);
    assertThat(fixture.store.insert(key.key())).isTrue();
    fixture.clock.advance(Duration.ofHours(2));
    assertThat(fixture.refusal(key.token())).isEqualTo(DenialReason.OWNER_INACTIVE);
    makeAda();
    assertThat(fixture.refusal(key.token())).isEqualTo(DenialReason.OWNER_INACTIVE);
    assertThat(keys.rotate(key.key().id(), Rotation.immediate()))
        .contains(new Denied(Reason.OWNER_UNKNOWN));
    assertThat(fixture.opensTo(keyOf(ADA).token())).isTrue();
    assertThat(fixture.stored(key.key().id())).as("nothing is written").isEqualTo(key.key());
  }

  @Test
  void aSuccessorKeepsTheIncarnation() {
    makeAda();
    Created old = keyOf(ADA);
    Created next = (Created) keys.rotate(old.key().id(), Rotation.immediate()).orElseThrow();
    assertThat(next.key().ownerIncarnation())
        .isEqualTo(old.key().ownerIncarnation())
        .isEqualTo(owners.user(ADA).orElseThrow().incarnation())
        .isNotNull();
    assertThat(fixture.opensTo(next.token())).isTrue();
  }

  @Test
  void aFailedDeletionDeniesKeysAndCanBeRepeated() {
    makeAda();
    Created key = keyOf(ADA);
    assertThat(fixture.opensTo(key.token())).isTrue();
    fixture.store.down = true;
    assertThatThrownBy(() -> owners.deleteUser(ADA)).isInstanceOf(StoreException.class);
    fixture.store.down = false;
    assertThat(fixture.refusal(key.token())).isEqualTo(DenialReason.OWNER_INACTIVE);
    assertThat(owners.deleteUser(ADA)).contains(new OwnerDeletionResult(1, 1, 0));
  }

  @Test
  void bindingsAreRemovedExceptTheLastOfAResource() {
    makeAda();
    Created key = keyOf(ADA);
    Created other = fixture.create();
    ResourceManager resources = fixture.sallyport.resourceManager();
    resources.create(ACCOUNT, HERS);
    resources.create(ACCOUNT, SHARED);
    resources.bind(ACCOUNT, HERS, key.key().id());
    resources.bind(ACCOUNT, SHARED, key.key().id());
    resources.bind(ACCOUNT, SHARED, other.key().id());
    owners.deleteUser(ADA);
    assertThat(resources.find(SHARED).orElseThrow().boundGroups())
        .containsExactly(other.key().id());
    assertThat(resources.find(HERS).orElseThrow().isBound()).isTrue();
  }

  @Test
  void theAuditLogRecordsEachStepAndIsKept() {
    makeAda();
    Created key = keyOf(ADA);
    long before = fixture.audit.entriesAfter(0, 100).size();
    owners.as(AuditContext.of("root", "").because("she left")).deleteUser(ADA);
    assertThat(fixture.audit.entriesAfter(before, 100))
        .extracting(
            it -> it.record().action(), it -> it.record().subject(), it -> it.record().reason())
        .containsExactly(
            tuple("user.deactivated", "user:" + ADA, "she left"),
            tuple("key.deleted", "key:" + key.key().id(), "she left"),
            tuple("user.deleted", "user:" + ADA, "she left"));
    assertThat(fixture.audit.entriesAfter(before + 2, 1).get(0).record().before())
        .contains("account=" + ACCOUNT, "active=false");
    assertThat(fixture.events(Event.OwnerChanged.class))
        .extracting(Event.OwnerChanged::action)
        .endsWith("user.deactivated", "user.deleted");
  }

  @Test
  void anAccountIsDeletedWithUsersKeysAndResources() {
    Owner far = new Owner("1111-2222-3333", "eve");
    owners.createAccount(new Account(far.accountId(), "", true));
    owners.createUser(User.person(far).staff(true));
    makeAda();
    Created hers = keyOf(ADA);
    Created his = fixture.create();
    Created elsewhere = keyOf(far);
    ResourceManager resources = fixture.sallyport.resourceManager();
    resources.create(ACCOUNT, HERS);
    resources.bind(ACCOUNT, HERS, hers.key().id());
    assertThat(owners.deleteAccount(ACCOUNT)).contains(new OwnerDeletionResult(2, 2, 1));
    assertThat(owners.account(ACCOUNT)).isEmpty();
    assertThat(owners.deleteAccount(ACCOUNT)).isEmpty();
    assertThat(owners.deleteAccount("no account")).isEmpty();
    assertThat(resources.find(HERS)).isEmpty();
    assertThat(fixture.refusal(hers.token())).isEqualTo(DenialReason.UNKNOWN_TOKEN);
    assertThat(fixture.refusal(his.token())).isEqualTo(DenialReason.UNKNOWN_TOKEN);
    assertThat(fixture.opensTo(elsewhere.token())).isTrue();
    assertThat(keys.list(ApiKeyQuery.all()).total()).isEqualTo(1);
  }

  /** The host reuses one user id for several persons. */
  @Test
  void aHostsUserWithAnotherIncarnationGetsNoEarlierKeys() {
    HostsUser user = new HostsUser(row("row 1"));
    try (Sallyport host =
        Sallyport.builder(fixture.store, user).setting("max-staleness", "1h").build()) {
      Created key = (Created) host.keys().create(CreateKeyRequest.of(ADA, "x"));
      assertThat(host.authenticator().authenticate(key.token()))
          .isInstanceOf(AuthenticationResult.Authenticated.class);
      for (Optional<OwnerStatus> other :
          List.of(row("row 2"), Optional.<OwnerStatus>empty(), row(null))) {
        user.status = other;
        host.invalidateOwners(ADA::equals);
        assertThat(host.authenticator().authenticate(key.token()))
            .isEqualTo(
                new AuthenticationResult.Denied(DenialReason.OWNER_INACTIVE, key.key().id()));
      }
      assertThat(fixture.stored(key.key().id())).isEqualTo(key.key());
      user.status = row("row 1");
      host.invalidateOwners(ADA::equals);
      assertThat(host.authenticator().authenticate(key.token()))
          .isInstanceOf(AuthenticationResult.Authenticated.class);
      assertThat(host.keys().deleteAll(ADA)).isEqualTo(1);
      assertThat(host.authenticator().authenticate(key.token()))
          .isEqualTo(AuthenticationResult.Denied.beforeVerification(DenialReason.UNKNOWN_TOKEN));
    }
  }

  @Test
  void aKeyWithoutAnIncarnationBelongsToAnyOwnerOfTheName() {
    HostsUser user = new HostsUser(row(null));
    try (Sallyport host = Sallyport.builder(fixture.store, user).build()) {
      Created key = (Created) host.keys().create(CreateKeyRequest.of(ADA, "x"));
      user.status = row("row 2");
      host.invalidateOwners(ADA::equals);
      assertThat(host.authenticator().authenticate(key.token()))
          .isInstanceOf(AuthenticationResult.Authenticated.class);
      Created next =
          (Created) host.keys().rotate(key.key().id(), Rotation.immediate()).orElseThrow();
      assertThat(next.key().ownerIncarnation()).isEqualTo("row 2");
    }
  }

  private static Optional<OwnerStatus> row(@Nullable String incarnation) {
    return Optional.of(new OwnerStatus(true, true, true, incarnation));
  }

  /** Directory of a host with one user id. */
  private static final class HostsUser implements OwnerDirectory {
    private volatile Optional<OwnerStatus> status;

    HostsUser(Optional<OwnerStatus> status) {
      this.status = status;
    }

    @Override
    public Optional<OwnerProfile> find(Owner owner) {
      return status.map(it -> new OwnerProfile(owner, "", "", it));
    }
  }
}

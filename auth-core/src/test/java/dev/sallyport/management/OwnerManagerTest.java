package dev.sallyport.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.sallyport.Sallyport;
import dev.sallyport.SallyportBuilder;
import dev.sallyport.SallyportFixture;
import dev.sallyport.audit.AuditContext;
import dev.sallyport.audit.AuditEntry;
import dev.sallyport.authentication.ApiKeyAuthenticator;
import dev.sallyport.authentication.AuthenticationResult;
import dev.sallyport.authentication.LoginResult;
import dev.sallyport.authentication.LoginResult.LoggedIn;
import dev.sallyport.authentication.PasswordAuthenticator;
import dev.sallyport.authorization.DenialReason;
import dev.sallyport.event.Event;
import dev.sallyport.key.AccountIdFormat;
import dev.sallyport.key.Owner;
import dev.sallyport.key.OwnerProfile;
import dev.sallyport.key.OwnerStatus;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.spi.OwnerRegistry.Account;
import dev.sallyport.spi.OwnerRegistry.User;
import dev.sallyport.token.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OwnerManagerTest {
  private static final String ACCOUNT = SallyportFixture.OWNER.accountId();
  private static final Owner USER = SallyportFixture.OWNER;
  private static final Owner UNKNOWN = new Owner(ACCOUNT, "unknown");

  private final SallyportFixture fixture =
      new SallyportFixture(builder -> builder.setting("max-staleness", "1h"));
  private final OwnerManager owners = fixture.sallyport.ownerManager();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void recordsSignInAndSignOutWithoutChangeEvents() {
    OwnerManager console = owners.as(AuditContext.ofUser(USER, "192.0.2.7"));
    User before = owners.user(USER).orElseThrow();
    assertThat(console.recordSignIn(SallyportFixture.OWNER)).isTrue();
    assertThat(console.recordSignOut(SallyportFixture.OWNER)).isTrue();
    assertThat(console.recordSignIn(new Owner("9999-9999-9999", USER.userId()))).isFalse();
    assertThat(fixture.audit.entriesAfter(0, 10))
        .extracting(
            it -> it.record().action(), it -> it.record().subject(), it -> it.record().origin())
        .containsExactly(
            tuple("user.signed-in", "user:" + USER, "192.0.2.7"),
            tuple("user.signed-out", "user:" + USER, "192.0.2.7"));
    assertThat(owners.user(USER)).contains(before);
  }

  /** The password of one user is not that of the other, and their keys are switched separately. */
  @Test
  void usersOfTwoAccountsMayHaveTheSameId() {
    Owner namesake = new Owner("acme", USER.userId());
    assertThat(owners.createAccount(new Account("acme", "", true))).isTrue();
    assertThat(owners.createUser(User.person(namesake).staff(true))).isTrue();
    assertThat(owners.createUser(User.person(namesake).staff(true))).isFalse();
    Created ours = fixture.create();
    Created theirs = (Created) fixture.sallyport.keys().create(CreateKeyRequest.of(namesake, "x"));
    owners.deactivateUser(namesake);
    assertThat(fixture.opensTo(ours.token())).isTrue();
    assertThat(fixture.refusal(theirs.token())).isEqualTo(DenialReason.OWNER_INACTIVE);
    assertThat(owners.deleteUser(namesake)).contains(new OwnerDeletionResult(1, 1, 0));
    assertThat(fixture.opensTo(ours.token())).isTrue();
    assertThat(owners.user(USER)).isPresent();
  }

  @Test
  void applicationsWithoutAccountsNeedNone() {
    Owner ada = Owner.of("ada");
    assertThat(owners.createUser(User.person(ada).staff(true))).isTrue();
    assertThat(owners.createUser(User.person(Owner.of("bob")).staff(true))).isTrue();
    assertThat(owners.account(Owner.DEFAULT_ACCOUNT)).isPresent();
    Created created = (Created) fixture.sallyport.keys().create(CreateKeyRequest.of(ada, "x"));
    assertThat(fixture.opensTo(created.token())).isTrue();
    assertThat(owners.createUser(User.person(new Owner("acme", "ada")).staff(true)))
        .as("other accounts have to be created")
        .isFalse();
  }

  @Test
  void aServiceHasKeysButNeverAPassword() {
    Owner ci = new Owner(ACCOUNT, "ci");
    assertThat(owners.createUser(User.service(ci))).isTrue();
    Created created = (Created) fixture.sallyport.keys().create(CreateKeyRequest.of(ci, "build"));
    assertThat(fixture.opensTo(created.token())).isTrue();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> owners.setPassword(ci, Secret.of("open sesame")))
        .withMessage("a service cannot have a password");
    Owner cd = new Owner(ACCOUNT, "cd");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> owners.createUser(User.service(cd), Secret.of("open sesame")));
    assertThat(owners.user(cd)).isEmpty();
    assertThat(fixture.owners.findByUserId("ci")).as("nor a session of the host's").isEmpty();
  }

  @Test
  void newAccountsMustHaveTheFormOfTheSetting() {
    AccountIdFormat digits =
        new AccountIdFormat() {
          @Override
          public String name() {
            return "digits";
          }

          @Override
          public Optional<String> requirement(String accountId) {
            return accountId.matches("[0-9]+") ? Optional.empty() : Optional.of("digits only");
          }
        };
    try (SallyportFixture other = new SallyportFixture(it -> it.accountIdFormat(digits))) {
      OwnerManager manager = other.sallyport.ownerManager();
      assertThat(manager.createAccount(new Account("42", "", true))).isTrue();
      assertThatIllegalArgumentException()
          .isThrownBy(() -> manager.createAccount(new Account("acme", "", true)))
          .withMessage("an account id must have digits only");
    }
  }

  @Test
  void keysOfADeactivatedUserAreDeniedUntilActivation() {
    Created created = fixture.create();
    assertThat(fixture.opensTo(created.token())).isTrue();
    assertThat(owners.deactivateUser(USER).orElseThrow().active()).isFalse();
    assertThat(fixture.refusal(created.token())).isEqualTo(DenialReason.OWNER_INACTIVE);
    owners.activateUser(USER);
    assertThat(fixture.opensTo(created.token())).isTrue();
  }

  @Test
  void keysOfADeactivatedAccountAreDeniedAndNoOthers() {
    Owner stranger = new Owner("1111-2222-3333", "ada");
    owners.createAccount(new Account(stranger.accountId(), "", true));
    owners.createUser(User.person(stranger).staff(true));
    Created ours = fixture.create();
    Created theirs = (Created) fixture.sallyport.keys().create(CreateKeyRequest.of(stranger, "x"));
    assertThat(fixture.opensTo(ours.token())).isTrue();
    assertThat(fixture.opensTo(theirs.token())).isTrue();
    owners.deactivateAccount(ACCOUNT);
    assertThat(fixture.refusal(ours.token())).isEqualTo(DenialReason.OWNER_INACTIVE);
    assertThat(fixture.opensTo(theirs.token())).isTrue();
    owners.activateAccount(ACCOUNT);
    assertThat(fixture.opensTo(ours.token())).isTrue();
  }

  @Test
  void g06KeysOfADemotedUserWorkAndCanBeDeactivated() {
    Created created = fixture.create();
    owners.removeStaff(USER);
    assertThat(fixture.opensTo(created.token())).isTrue();
    fixture.sallyport.keys().deactivate(created.key().id());
    assertThat(fixture.refusal(created.token())).isEqualTo(DenialReason.KEY_INACTIVE);
    assertThat(owners.grantStaff(USER).orElseThrow().staff()).isTrue();
  }

  @Test
  void invalidationAppliesToKeysOfAHostsOwnersImmediately() {
    AtomicBoolean active = new AtomicBoolean(true);
    SallyportBuilder builder =
        Sallyport.builder(
                fixture.store,
                owner ->
                    Optional.of(
                        new OwnerProfile(
                            owner, "", "", OwnerStatus.ACTIVE.userActive(active.get()))))
            .ignoreEnvironment();
    try (Sallyport sallyport = builder.setting("max-staleness", "1h").build()) {
      Created created =
          (Created) sallyport.keys().create(CreateKeyRequest.of(SallyportFixture.OWNER, "x"));
      ApiKeyAuthenticator authenticator = sallyport.authenticator();
      assertThat(authenticator.authenticate(created.token()))
          .isInstanceOf(AuthenticationResult.Authenticated.class);
      active.set(false);
      sallyport.invalidateOwners(SallyportFixture.OWNER::equals);
      assertThat(authenticator.authenticate(created.token()))
          .isInstanceOf(AuthenticationResult.Denied.class);
      assertThatThrownBy(sallyport::ownerManager).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void returnsEmptyForUnknownOwners() {
    assertThat(owners.deactivateUser(UNKNOWN)).isEmpty();
    assertThat(owners.setPassword(UNKNOWN, Secret.of("open sesame"))).isEmpty();
    assertThat(owners.deactivateAccount("0000-0000-0000")).isEmpty();
    assertThat(owners.account("a\0")).isEmpty();
    assertThat(owners.activateAccount("a\0")).isEmpty();
    assertThat(owners.user(UNKNOWN)).isEmpty();
    assertThat(owners.account(ACCOUNT)).isPresent();
    assertThat(fixture.audit.entriesAfter(0, 10)).isEmpty();
  }

  @Test
  void recordsActorChangeAndReasonButNoPassword() {
    AuditContext by = AuditContext.of("ada", "192.0.2.7").because("she left");
    owners.as(by).deactivateUser(USER);
    owners.as(by).deactivateUser(USER);
    String password = "correct horse " + "battery staple";
    owners.setPassword(USER, Secret.of(password));
    List<AuditEntry> entries = fixture.audit.entriesAfter(0, 10);
    assertThat(entries).as("no record without a change").hasSize(2);
    assertThat(entries.get(0).record().action()).isEqualTo("user.deactivated");
    assertThat(entries.get(0).record().subject()).isEqualTo("user:" + USER);
    assertThat(entries.get(0).record().actor()).isEqualTo("ada");
    assertThat(entries.get(0).record().reason()).isEqualTo("she left");
    assertThat(entries.get(0).record().before()).isEqualTo("active=true");
    assertThat(entries.get(0).record().after()).isEqualTo("active=false");
    assertThat(entries.get(1).record().before()).isEqualTo("password=none");
    assertThat(entries.get(1).record().after()).isEqualTo("password=another");
    assertThat(entries.toString() + fixture.events).doesNotContain(password, "argon2id");
    assertThat(fixture.events(Event.OwnerChanged.class)).hasSize(2);
  }

  @Test
  void aUserLogsInWithTheNewPassword() {
    owners.setPassword(USER, Secret.of("open sesame"));
    PasswordAuthenticator logins = fixture.sallyport.logins().orElseThrow();
    assertThat(logins.logIn(USER.userId(), Secret.of("open sesame"), "192.0.2.7"))
        .isEqualTo(new LoggedIn(SallyportFixture.OWNER));
  }

  @Test
  void aPasswordIsNotChangedIfItWasResetMeanwhile() {
    owners.setPassword(USER, Secret.of("open sesame"));
    String version = owners.user(USER).map(User::passwordVersion).orElseThrow();
    owners.setPassword(USER, Secret.of("words of an operator"));
    assertThat(owners.changePassword(USER, version, Secret.of("of an attacker"))).isEmpty();
    PasswordAuthenticator logins = fixture.sallyport.logins().orElseThrow();
    assertThat(logins.logIn(USER.userId(), Secret.of("words of an operator"), "192.0.2.7"))
        .isInstanceOf(LoggedIn.class);
    String reset = owners.user(USER).map(User::passwordVersion).orElseThrow();
    assertThat(owners.changePassword(USER, reset, Secret.of("open sesame"))).isPresent();
    owners.removePassword(USER);
    assertThat(owners.changePassword(USER, reset, Secret.of("open sesame"))).isEmpty();
  }

  @Test
  void rejectsPasswordsOutOfBounds() {
    for (String bad : List.of("", "1234567", "x".repeat(1001))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> owners.setPassword(USER, Secret.of(bad)))
          .withMessage("the password must have 8 to 1000 characters");
    }
  }

  @Test
  void aUserWithoutAPasswordCannotLogIn() {
    owners.setPassword(USER, Secret.of("open sesame"));
    owners.removePassword(USER);
    PasswordAuthenticator logins = fixture.sallyport.logins().orElseThrow();
    assertThat(logins.logIn(USER.userId(), Secret.of("open sesame"), "192.0.2.7"))
        .isEqualTo(new LoginResult.Denied());
  }

  @Test
  void aRenewalDoesNotRestoreADeactivatedOwner() {
    AtomicBoolean once = new AtomicBoolean(true);
    List<OwnerManager> manager = new ArrayList<>();
    UnaryOperator<SallyportBuilder> settings =
        it ->
            it.setting("token-ttl", "10h")
                .setting("auto-refresh", "true")
                .maxLifetime(new MaxLifetime(Duration.ofMinutes(1), MaxLifetime.Policy.WARN))
                .setting("max-staleness", "1d")
                .listener(
                    event -> { // runs between the check of a key and its renewal
                      if (event instanceof Event.OverAge && once.getAndSet(false)) {
                        manager.get(0).deactivateUser(USER);
                      }
                    });
    try (SallyportFixture other = new SallyportFixture(settings)) {
      manager.add(other.sallyport.ownerManager());
      Created created = other.create();
      assertThat(other.opensTo(created.token())).isTrue();
      other.clock.advance(Duration.ofHours(1));
      assertThat(other.opensTo(created.token())).as("was checked before").isTrue();
      assertThat(other.refusal(created.token())).isEqualTo(DenialReason.OWNER_INACTIVE);
    }
  }

  @Test
  void losesNoConcurrentChange() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(16);
    try {
      List<Callable<Object>> calls = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        calls.add(() -> owners.removeStaff(USER));
        calls.add(() -> owners.deactivateUser(USER));
      }
      for (var done : threads.invokeAll(calls)) {
        done.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(owners.user(USER)).contains(SallyportFixture.user(false, false));
  }
}

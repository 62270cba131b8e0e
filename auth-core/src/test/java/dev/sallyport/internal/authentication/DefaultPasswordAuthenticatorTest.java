package dev.sallyport.internal.authentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.Sallyport;
import dev.sallyport.SallyportFixture;
import dev.sallyport.authentication.LoginRequest;
import dev.sallyport.authentication.LoginResult;
import dev.sallyport.authentication.LoginResult.Denied;
import dev.sallyport.authentication.LoginResult.LoggedIn;
import dev.sallyport.authentication.LoginResult.Throttled;
import dev.sallyport.authentication.PasswordAuthenticator;
import dev.sallyport.event.Event;
import dev.sallyport.key.Owner;
import dev.sallyport.key.OwnerProfile;
import dev.sallyport.key.OwnerStatus;
import dev.sallyport.management.OwnerManager;
import dev.sallyport.spi.OwnerRegistry.Account;
import dev.sallyport.spi.OwnerRegistry.User;
import dev.sallyport.spi.PasswordDirectory;
import dev.sallyport.spi.StoreException;
import dev.sallyport.token.Digester;
import dev.sallyport.token.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DefaultPasswordAuthenticatorTest {
  private static final String USER = SallyportFixture.OWNER.userId();
  private static final Secret RIGHT = Secret.of("open " + "sesame");
  private static final Secret WRONG = Secret.of("guess");
  private static final String HOME = "192.0.2.7";
  private static final Duration WINDOW = Duration.ofMinutes(5);

  private final SallyportFixture fixture =
      new SallyportFixture(
          it ->
              it.setting("login-failures", "3")
                  .setting("login-failure-window", "5m")
                  .setting("digest-permits", "2")
                  .setting("digest-queue", "64")
                  .setting("digest-wait", "1m"));
  private final PasswordAuthenticator logins = fixture.sallyport.logins().orElseThrow();

  @BeforeEach
  void setPassword() {
    fixture.sallyport.ownerManager().setPassword(SallyportFixture.OWNER, RIGHT);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void acceptsOnlyTheCorrectPassword() {
    assertThat(logIn(USER, RIGHT, HOME)).isEqualTo(new LoggedIn(SallyportFixture.OWNER));
    assertThat(logIn(USER, WRONG, HOME)).isEqualTo(new Denied());
    assertThat(logIn(USER, Secret.of(""), HOME)).isEqualTo(new Denied());
  }

  @Test
  void deniesMissingInactiveAndPasswordlessUsers() {
    assertThat(logIn("unknown", RIGHT, HOME)).isEqualTo(new Denied());
    Owner mute = new Owner(SallyportFixture.OWNER.accountId(), "mute");
    fixture.owners.insertUser(User.person(mute).staff(true));
    assertThat(logIn("mute", RIGHT, HOME)).isEqualTo(new Denied());
    Owner odd = new Owner(SallyportFixture.OWNER.accountId(), "odd");
    fixture.owners.insertUser(User.person(odd).staff(true).passwordHash("$argon2id$x"));
    assertThat(logIn("odd", RIGHT, HOME)).isEqualTo(new Denied());
    fixture.setUser(false, true);
    assertThat(logIn(USER, RIGHT, HOME)).isEqualTo(new Denied());
    fixture.setUser(true, true);
    fixture.setAccount(false);
    assertThat(logIn(USER, RIGHT, HOME)).isEqualTo(new Denied());
  }

  @Test
  void deniesAnyInvalidUsername() {
    for (String name : List.of("", "\0", "a\nb", "x".repeat(100_000), "' or 1=1 --")) {
      assertThat(logIn(name, RIGHT, HOME)).isEqualTo(new Denied());
    }
  }

  @Test
  void throttlesExistingAndMissingUsersAlike() {
    for (String name : List.of(USER, "unknown")) {
      for (int i = 0; i < 3; i++) {
        assertThat(logIn(name, WRONG, HOME)).isEqualTo(new Denied());
      }
      assertThat(logIn(name, RIGHT, HOME)).isInstanceOf(Throttled.class);
    }
  }

  @Test
  void acceptsAttemptsAgainAfterRetryAfter() {
    fail(3, USER, HOME);
    Throttled throttled = (Throttled) logIn(USER, RIGHT, HOME);
    assertThat(throttled.retryAfter()).isPositive().isLessThanOrEqualTo(WINDOW);
    fixture.clock.advance(throttled.retryAfter().plusMillis(1));
    assertThat(logIn(USER, RIGHT, HOME)).isEqualTo(new LoggedIn(SallyportFixture.OWNER));
  }

  @Test
  void aSuccessIsFreeAndResetsNoFailures() {
    fail(2, USER, HOME);
    for (int i = 0; i < 20; i++) {
      assertThat(logIn(USER, RIGHT, HOME)).isEqualTo(new LoggedIn(SallyportFixture.OWNER));
    }
    fail(1, USER, HOME);
    assertThat(logIn(USER, RIGHT, HOME)).isInstanceOf(Throttled.class);
  }

  @Test
  void concurrentCorrectPasswordsAreNotThrottled() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(16);
    try {
      Callable<LoginResult> right = () -> logIn(USER, RIGHT, HOME);
      for (var done : threads.invokeAll(Collections.nCopies(16, right))) {
        assertThat(done.get()).isEqualTo(new LoggedIn(SallyportFixture.OWNER));
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void concurrentGuessesAreThrottledAfterwards() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(16);
    int heard = 0;
    try {
      Callable<LoginResult> guess = () -> logIn(USER, WRONG, HOME);
      for (var done : threads.invokeAll(Collections.nCopies(16, guess))) {
        heard += done.get() instanceof Denied ? 1 : 0;
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(heard).as("two more may already hold permits").isBetween(3, 5);
    fixture.clock.advance(WINDOW.dividedBy(3).multipliedBy(heard - 3L));
    assertThat(logIn(USER, RIGHT, HOME)).as("the excess is a debt").isInstanceOf(Throttled.class);
    fixture.clock.advance(WINDOW.dividedBy(3).plusMillis(1));
    assertThat(logIn(USER, RIGHT, HOME)).isEqualTo(new LoggedIn(SallyportFixture.OWNER));
  }

  @Test
  void aBurstFromOneNetworkDoesNotThrottleOthers() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(32);
    try {
      Callable<LoginResult> guess = () -> logIn(USER, WRONG, "198.51.100.9");
      for (var done : threads.invokeAll(Collections.nCopies(200, guess))) {
        done.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(logIn(USER, RIGHT, HOME)).isEqualTo(new LoggedIn(SallyportFixture.OWNER));
  }

  @Test
  void everyAttemptTakesOneDigestComputation() {
    CountingDigester digester = new CountingDigester();
    RegistryPasswordDirectory passwords = new RegistryPasswordDirectory(fixture.owners, digester);
    Owner mute = new Owner(SallyportFixture.OWNER.accountId(), "mute");
    fixture.owners.insertUser(User.person(mute).staff(true));
    Owner odd = new Owner(SallyportFixture.OWNER.accountId(), "odd");
    fixture.owners.insertUser(User.person(odd).staff(true).passwordHash("$argon2id$x"));
    for (String name : List.of(USER, "unknown", "mute", "odd", "", "\0", "x".repeat(9999))) {
      digester.checked.clear();
      passwords.authenticate(name, WRONG);
      assertThat(digester.checked)
          .as("computations for '%s'", name.length() > 20 ? "a long name" : name)
          .singleElement()
          .asString()
          .startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    }
  }

  @Test
  void equalLookingPasswordsMatch() {
    fixture
        .sallyport
        .ownerManager()
        .setPassword(SallyportFixture.OWNER, Secret.of("cafe\u0301 au lait"));
    assertThat(logIn(USER, Secret.of("caf\u00e9 au lait"), HOME))
        .isEqualTo(new LoggedIn(SallyportFixture.OWNER));
  }

  @Test
  void everyPasswordHasADistinctVersionThatIsNotItsDigest() {
    String first = logins.passwordVersion(SallyportFixture.OWNER).orElseThrow();
    assertThat(logins.passwordVersion(SallyportFixture.OWNER)).contains(first);
    User user = fixture.sallyport.ownerManager().user(SallyportFixture.OWNER).orElseThrow();
    assertThat(first).isNotEqualTo(user.passwordHash());
    fixture.sallyport.ownerManager().setPassword(SallyportFixture.OWNER, RIGHT);
    assertThat(logins.passwordVersion(SallyportFixture.OWNER))
        .isPresent()
        .get()
        .isNotEqualTo(first);
    assertThat(logins.passwordVersion(new Owner("9999-9999-9999", USER))).isEmpty();
    fixture.sallyport.ownerManager().removePassword(SallyportFixture.OWNER);
    assertThat(logins.passwordVersion(SallyportFixture.OWNER)).isEmpty();
  }

  @Test
  void spellingsOfANameAreThrottledTogether() {
    fail(1, "admin", HOME);
    fail(1, " ADMIN ", HOME);
    fail(1, "\uff41dmin", HOME);
    assertThat(logIn(USER, RIGHT, HOME)).isInstanceOf(Throttled.class);
    assertThat(throttled("a".repeat(300))).isNotEqualTo(throttled("b".repeat(300)));
  }

  @Test
  void failuresElsewhereDoNotThrottleKnownNetworks() {
    String stranger = "203.0.113.5";
    for (int i = 0; i < 9; i++) {
      fail(3, USER, "198.51.100." + i);
    }
    assertThat(logIn(USER, RIGHT, HOME)).isEqualTo(new LoggedIn(SallyportFixture.OWNER));
    for (int i = 100; i < 150; i++) {
      logIn(USER, WRONG, "198.51.100." + i);
    }
    assertThat(logIn(USER, RIGHT, stranger)).isInstanceOf(Throttled.class);
    assertThat(logIn(USER, RIGHT, HOME)).isEqualTo(new LoggedIn(SallyportFixture.OWNER));
    fail(3, USER, HOME);
    assertThat(logIn(USER, RIGHT, HOME)).as("separate budget").isInstanceOf(Throttled.class);
  }

  @Test
  void aKnownDeviceHasASeparateBudget() {
    for (int i = 0; i < 60; i++) {
      logIn(USER, WRONG, "198.51.100." + i);
    }
    fail(3, "another user", HOME);
    assertThat(logIn(USER, RIGHT, HOME)).isInstanceOf(Throttled.class);
    assertThat(logins.logIn(LoginRequest.of(USER, RIGHT, HOME).fromDevice("a device")))
        .isEqualTo(new LoggedIn(SallyportFixture.OWNER));
    for (int i = 0; i < 3; i++) {
      assertThat(logins.logIn(LoginRequest.of(USER, WRONG, HOME).fromDevice("another device")))
          .isEqualTo(new Denied());
    }
    assertThat(logins.logIn(LoginRequest.of(USER, RIGHT, HOME).fromDevice("another device")))
        .isInstanceOf(Throttled.class);
    assertThat(logins.logIn(LoginRequest.of(USER, RIGHT, HOME).fromDevice("a device")))
        .isEqualTo(new LoggedIn(SallyportFixture.OWNER));
  }

  /** Nothing says whether the name or the password was wrong, or the account is missing. */
  @Test
  void aUsernameInTwoAccountsNeedsTheAccount() {
    Owner namesake = new Owner("acme", USER);
    OwnerManager owners = fixture.sallyport.ownerManager();
    owners.createAccount(new Account("acme", "", true));
    owners.createUser(User.person(namesake).staff(true), Secret.of("other words"));
    assertThat(logIn(USER, RIGHT, HOME)).isEqualTo(new Denied());
    LoginRequest request = LoginRequest.of(USER, RIGHT, HOME);
    assertThat(logins.logIn(request.inAccount(SallyportFixture.OWNER.accountId())))
        .isEqualTo(new LoggedIn(SallyportFixture.OWNER));
    assertThat(logins.logIn(request.inAccount("acme"))).isEqualTo(new Denied());
    assertThat(logins.logIn(request.inAccount("unknown"))).isEqualTo(new Denied());
    assertThat(logins.logIn(request.inAccount("not\nvalid"))).isEqualTo(new Denied());
    assertThat(logins.logIn(LoginRequest.of(USER, Secret.of("other words"), "").inAccount("acme")))
        .isEqualTo(new LoggedIn(namesake));
  }

  @Test
  void aLoginInOneAccountDoesNotResetTheFailuresInAnother() {
    Owner namesake = new Owner("acme", USER);
    OwnerManager owners = fixture.sallyport.ownerManager();
    owners.createAccount(new Account("acme", "", true));
    owners.createUser(User.person(namesake).staff(true), Secret.of("other words"));
    LoginRequest guess =
        LoginRequest.of(USER, WRONG, HOME).inAccount(SallyportFixture.OWNER.accountId());
    LoginRequest own = LoginRequest.of(USER, Secret.of("other words"), HOME).inAccount("acme");
    for (int i = 0; i < 3; i++) {
      assertThat(logins.logIn(guess)).isEqualTo(new Denied());
      assertThat(logins.logIn(own)).isEqualTo(new LoggedIn(namesake));
    }
    assertThat(logins.logIn(guess)).isInstanceOf(Throttled.class);
  }

  @Test
  void oneNetworkIsThrottledAcrossUsers() {
    for (int i = 0; i < 5; i++) {
      fail(3, "user" + i, "2001:db8:0:1::" + i);
    }
    assertThat(logIn(USER, RIGHT, "2001:db8:0:1:ffff::1")).isInstanceOf(Throttled.class);
    assertThat(logIn(USER, RIGHT, "2001:db8:0:2::1"))
        .isEqualTo(new LoggedIn(SallyportFixture.OWNER));
  }

  @Test
  void publishesDenialsAndThrottling() {
    fail(3, USER, HOME);
    logIn(USER, RIGHT, HOME);
    assertThat(fixture.events(Event.LoginFailed.class))
        .hasSize(3)
        .allMatch(event -> event.client().equals(HOME));
    assertThat(fixture.events(Event.Throttled.class))
        .hasSize(1)
        .allMatch(event -> event.what().equals("login") && event.client().equals(HOME));
  }

  @Test
  void usesAHostsDirectoryAndDoesNotCountItsFailures() {
    HostDirectory host = new HostDirectory();
    try (Sallyport sallyport =
        Sallyport.builder(fixture.store, host)
            .ignoreEnvironment()
            .setting("login-failures", "1")
            .setting("login-failure-window", "5m")
            .build()) {
      PasswordAuthenticator ofHost = sallyport.logins().orElseThrow();
      host.down = true;
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> ofHost.logIn("ada", RIGHT, HOME))
            .isInstanceOf(StoreException.class);
      }
      host.down = false;
      assertThat(ofHost.logIn("ada", RIGHT, HOME)).isEqualTo(new LoggedIn(HostDirectory.ADA));
    }
  }

  @Test
  void hasNoLoginsWithoutAPasswordDirectory() {
    try (Sallyport sallyport =
        Sallyport.builder(fixture.store, owner -> Optional.empty()).ignoreEnvironment().build()) {
      assertThat(sallyport.logins()).isEmpty();
    }
  }

  private static String throttled(String username) {
    return DefaultPasswordAuthenticator.user(LoginRequest.of(username, WRONG, HOME));
  }

  private LoginResult logIn(String username, Secret password, String client) {
    return logins.logIn(username, password, client);
  }

  private void fail(int times, String username, String client) {
    for (int i = 0; i < times; i++) {
      assertThat(logIn(username, WRONG, client)).isEqualTo(new Denied());
    }
  }

  private static final class HostDirectory implements PasswordDirectory {
    static final Owner ADA = new Owner("1111-2222-3333", "ada");
    volatile boolean down;

    @Override
    public Optional<OwnerProfile> find(Owner owner) {
      return Optional.of(new OwnerProfile(owner, "", "", OwnerStatus.ACTIVE));
    }

    @Override
    public Optional<Owner> authenticate(String username, Secret password) {
      if (down) {
        throw new IllegalStateException("the host's directory is down");
      }
      return Optional.of(ADA).filter(it -> password.equalsInConstantTime(RIGHT));
    }
  }

  private static final class CountingDigester implements Digester {
    final List<String> checked = new ArrayList<>();
    private final Digester digester = RegistryPasswordDirectory.digester();

    @Override
    public String digest(Secret secret) {
      return digester.digest(secret);
    }

    @Override
    public boolean isUsable(String digest) {
      return digester.isUsable(digest);
    }

    @Override
    public boolean isCurrent(String digest) {
      return digester.isCurrent(digest);
    }

    @Override
    public boolean matches(Secret secret, String digest) {
      checked.add(digest);
      return digester.matches(secret, digest);
    }
  }
}

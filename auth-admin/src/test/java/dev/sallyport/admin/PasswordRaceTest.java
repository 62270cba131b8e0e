package dev.sallyport.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.Sallyport;
import dev.sallyport.key.Owner;
import dev.sallyport.key.OwnerProfile;
import dev.sallyport.key.OwnerStatus;
import dev.sallyport.memory.InMemoryBackend;
import dev.sallyport.spi.OwnerRegistry;
import dev.sallyport.spi.OwnerRegistry.Account;
import dev.sallyport.spi.OwnerRegistry.User;
import dev.sallyport.spi.PasswordDirectory;
import dev.sallyport.token.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Tests password changes that are concurrent with sign-ins. */
class PasswordRaceTest {
  private static final String OLD = "many words in a row";
  private static final String NEW = "other words in a row";
  private static final Map<String, String> SETTINGS = Map.of("admin-sign-in", "directory");

  private static AdminSite site(Sallyport sallyport) throws Exception {
    return new AdminSite(new AdminApplication(sallyport), new AdminServlet(), SETTINGS);
  }

  @Test
  void endsSessionOpenedDuringPasswordChange() throws Exception {
    Directory directory = new Directory(true);
    directory.isChangedMeanwhile = true;
    try (AdminSite site =
        site(
            Sallyport.builder(new InMemoryBackend().keys(), directory)
                .ignoreEnvironment()
                .build())) {
      ConsoleCaller ada = new ConsoleCaller(site);
      assertThat(ada.signIn("ada", OLD).status()).isEqualTo(303);
      assertThat(ada.get("/keys").header("Location")).contains("/sign-in");
      directory.isChangedMeanwhile = false;
      ada.signIn("ada", OLD);
      assertThat(ada.get("/keys").status()).isEqualTo(200);
    }
  }

  @Test
  void looksUpUnknownUsersLikeKnownUsers() throws Exception {
    Directory directory = new Directory(true);
    try (AdminSite site =
        site(
            Sallyport.builder(new InMemoryBackend().keys(), directory)
                .ignoreEnvironment()
                .build())) {
      for (String username : List.of("ada", "unknown user")) {
        directory.asked.clear();
        new ConsoleCaller(site).signIn(username, "not it");
        assertThat(directory.asked).containsExactly("findByUserId", "passwordMark", "authenticate");
      }
      assertThat(new ConsoleCaller(site).signIn("a\u0000b", "x").body())
          .contains("Incorrect username or password");
    }
  }

  @Test
  void supportsDirectoriesWithoutLookupByName() throws Exception {
    Directory directory = new Directory(false);
    try (AdminSite site =
        site(
            Sallyport.builder(new InMemoryBackend().keys(), directory)
                .ignoreEnvironment()
                .build())) {
      ConsoleCaller ada = new ConsoleCaller(site);
      ada.signIn("ada", OLD);
      assertThat(ada.get("/keys").status()).isEqualTo(200);
    }
  }

  @Test
  void endsSessionAfterConcurrentReset() throws Exception {
    OwnerRegistry owners = new InMemoryBackend().owners();
    owners.insertAccount(new Account(AdminApplication.ACCOUNT, "", true), List.of());
    owners.insertUser(User.person(AdminApplication.ADA).staff(true), List.of());
    AtomicBoolean isReset = new AtomicBoolean();
    Sallyport ofOperator =
        Sallyport.builder(new InMemoryBackend().keys(), owners).ignoreEnvironment().build();
    OwnerRegistry raced =
        Doubles.of(
            OwnerRegistry.class,
            owners,
            (method, work) -> {
              Object done = work.call();
              if (method.equals("replaceUser") && isReset.getAndSet(false)) {
                ofOperator
                    .ownerManager()
                    .setPassword(AdminApplication.ADA, Secret.of("words of an operator"));
              }
              return done;
            });
    Sallyport sallyport =
        Sallyport.builder(new InMemoryBackend().keys(), raced).ignoreEnvironment().build();
    sallyport.ownerManager().setPassword(AdminApplication.ADA, Secret.of(OLD));
    try (AdminSite site = site(sallyport)) {
      ConsoleCaller ada = new ConsoleCaller(site);
      ada.signIn("ada", OLD);
      isReset.set(true);
      Map<String, String> form = Map.of("old", OLD, "password", NEW, "again", NEW);
      assertThat(ada.send("/password", form).status()).isEqualTo(303);
      assertThat(isReset).isFalse();
      assertThat(ada.get("/").header("Location")).isEqualTo("/admin/sign-in");
    }
    ofOperator.close();
  }

  /** Directory with one user, whose password can change right after it was checked. */
  private static final class Directory implements PasswordDirectory {
    final List<String> asked = new CopyOnWriteArrayList<>();
    volatile boolean isChangedMeanwhile;
    private final boolean findsByName;
    private volatile int changes;

    Directory(boolean findsByName) {
      this.findsByName = findsByName;
    }

    @Override
    public Optional<OwnerProfile> find(Owner owner) {
      return Optional.of(owner)
          .filter(AdminApplication.ADA::equals)
          .map(it -> new OwnerProfile(it, "", "", OwnerStatus.ACTIVE));
    }

    @Override
    public Optional<Owner> findByUserId(String username) {
      asked.add("findByUserId");
      return Optional.of(AdminApplication.ADA).filter(it -> findsByName && username.equals("ada"));
    }

    @Override
    public Optional<Owner> authenticate(String username, Secret password) {
      asked.add("authenticate");
      Optional<Owner> owner =
          Optional.of(AdminApplication.ADA)
              .filter(it -> username.equals("ada") && password.reveal().equals(OLD));
      changes = isChangedMeanwhile ? changes + 1 : changes;
      return owner;
    }

    @Override
    public Optional<String> passwordVersion(Owner owner) {
      asked.add("passwordMark");
      return Optional.of(owner).filter(AdminApplication.ADA::equals).map(it -> "mark " + changes);
    }
  }
}

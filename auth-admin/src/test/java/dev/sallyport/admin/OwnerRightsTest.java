package dev.sallyport.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.admin.AdminSite.Caller;
import dev.sallyport.key.Owner;
import dev.sallyport.spi.OwnerRegistry.Account;
import dev.sallyport.token.Secret;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests that a superuser's key cannot extend rights beyond its own by changes of users. */
class OwnerRightsTest {
  private AdminSite site;
  private Caller some;
  private Caller all;

  @BeforeEach
  void start() throws Exception {
    String superusers = AdminApplication.ROOT + ", a@b@5555-5555-5555, absent@9999-8888-7777";
    site =
        new AdminSite(
            new AdminApplication(), new AdminServlet(), Map.of("admin-superusers", superusers));
    site.fixture
        .sallyport
        .ownerManager()
        .setPassword(AdminApplication.BOB, Secret.of("correct horse"));
    some = site.as(site.fixture.create(AdminApplication.ROOT, "admin:*", "chat:*"));
    all = site.as(site.fixture.create(AdminApplication.ROOT, "*"));
  }

  @AfterEach
  void stop() {
    site.close();
  }

  @Test
  void requiresAllScopesForPasswords() throws Exception {
    Map<String, String> password = Map.of("password", "battery staple");
    for (String path :
        new String[] {
          "/accounts/1111-2222-3333/users/root/password",
          "/accounts/1111-2222-3333/users/bob/password"
        }) {
      assertBeyond(some.put(path, password));
      assertBeyond(some.delete(path));
      assertThat(all.put(path, password).status()).isEqualTo(200);
      assertThat(all.delete(path).status()).isEqualTo(200);
    }
  }

  @Test
  void requiresAllScopesForUsersWithPasswordOrStaffStatus() throws Exception {
    assertBeyond(some.post("/users", user("a", Map.of("password", "correct horse"))));
    assertBeyond(some.post("/users", user("b", Map.of("staff", true))));
    assertThat(some.post("/users", user("c", Map.of())).status()).isEqualTo(201);
    assertThat(all.post("/users", user("d", Map.of("staff", true))).status()).isEqualTo(201);
  }

  @Test
  void requiresAllScopesForActivationsOnly() throws Exception {
    for (String path :
        new String[] {
          "/accounts/1111-2222-3333/users/bob", "/accounts/" + AdminApplication.OTHER_ACCOUNT
        }) {
      assertThat(some.post(path + "/deactivate").status()).isEqualTo(200);
      assertBeyond(some.post(path + "/activate"));
      assertThat(all.post(path + "/activate").status()).isEqualTo(200);
    }
    assertThat(some.post("/accounts/1111-2222-3333/users/bob/demote").status()).isEqualTo(200);
    assertBeyond(some.post("/accounts/1111-2222-3333/users/bob/promote"));
    assertThat(all.post("/accounts/1111-2222-3333/users/bob/promote").status()).isEqualTo(200);
    assertThat(some.post("/accounts", Map.of("accountId", "4444-4444-4444")).status())
        .isEqualTo(201);
  }

  @Test
  void requiresAllScopesForRestrictionsOfSuperusers() throws Exception {
    Owner far = new Owner("5555-5555-5555", "a@b");
    var owners = site.fixture.sallyport.ownerManager();
    owners.createAccount(new Account(far.accountId(), "", true));
    site.fixture.addUser(far, true);
    for (String path :
        new String[] {
          "/accounts/1111-2222-3333/users/root/deactivate",
          "/accounts/1111-2222-3333/users/root/demote",
          "/accounts/5555-5555-5555/users/a@b/demote",
          "/accounts/" + AdminApplication.ACCOUNT + "/deactivate",
          "/accounts/" + far.accountId() + "/deactivate"
        }) {
      assertBeyond(some.post(path));
    }
    assertThat(owners.users(List.of(AdminApplication.ROOT, far)))
        .allMatch(user -> user.active() && user.staff());
    assertThat(all.post("/accounts/5555-5555-5555/users/a@b/demote").status()).isEqualTo(200);
    assertThat(all.post("/accounts/" + far.accountId() + "/deactivate").status()).isEqualTo(200);
    assertThat(all.post("/accounts/1111-2222-3333/users/root/deactivate").status()).isEqualTo(200);
  }

  @Test
  void deletingAUserIsAsDeactivatingOneAndDeletingAnAccountIsForKeysThatHoldEverything()
      throws Exception {
    assertBeyond(some.delete("/accounts/1111-2222-3333/users/root"));
    assertBeyond(some.delete("/accounts/" + AdminApplication.OTHER_ACCOUNT));
    assertBeyond(some.delete("/accounts/4444-4444-4444"));
    assertThat(some.delete("/accounts/1111-2222-3333/users/bob").status()).isEqualTo(200);
    assertThat(some.delete("/accounts/1111-2222-3333/users/bob").status()).isEqualTo(404);
    assertThat(all.delete("/accounts/" + AdminApplication.OTHER_ACCOUNT).status()).isEqualTo(200);
    assertThat(all.delete("/accounts/" + AdminApplication.OTHER_ACCOUNT).status()).isEqualTo(404);
  }

  /** A user with a superuser's name in another account than the setting's is no superuser. */
  @Test
  void allowsRestrictionsOfNamesakes() throws Exception {
    site.fixture.addUser(new Owner(AdminApplication.OTHER_ACCOUNT, "a"), true);
    for (String path :
        new String[] {
          "/accounts/9999-8888-7777/users/a/demote",
          "/accounts/" + AdminApplication.OTHER_ACCOUNT + "/deactivate"
        }) {
      assertThat(some.post(path).status()).as(path).isEqualTo(200);
    }
  }

  @Test
  void answersAlikeForUnknownUsers() throws Exception {
    assertBeyond(some.post("/accounts/9999-8888-7777/users/absent/promote"));
    assertThat(some.post("/accounts/9999-8888-7777/users/absent/demote").status()).isEqualTo(404);
  }

  private static void assertBeyond(Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(403);
    assertThat(answer.problem()).isEqualTo("rights-beyond-own");
    assertThat(answer.at("/detail")).contains("*").doesNotContain("bob", "battery");
  }

  private static Map<String, Object> user(String name, Map<String, Object> more) {
    Map<String, Object> user = new TreeMap<>(more);
    user.putAll(Map.of("accountId", AdminApplication.ACCOUNT, "userId", name));
    return user;
  }
}

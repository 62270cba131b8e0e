package dev.sallyport.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.key.Owner;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.management.MaxLifetime;
import dev.sallyport.token.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tests the console of applications with a maximum age of keys, or without accounts. */
class ConsoleVariantsTest {
  private static final String PASSWORD = "many words in a row";
  private static final MaxLifetime MAXIMUM =
      new MaxLifetime(Duration.ofDays(90), MaxLifetime.Policy.DENY);
  private static final Owner BOSS = Owner.of("boss");

  private static ConsoleCaller signedIn(AdminApplication fixture, AdminSite site, Owner owner)
      throws Exception {
    fixture.sallyport.ownerManager().setPassword(owner, Secret.of(PASSWORD));
    ConsoleCaller caller = new ConsoleCaller(site);
    caller.signIn(owner.userId(), PASSWORD);
    return caller;
  }

  private static AdminSite site(AdminApplication fixture, Owner superuser) throws Exception {
    Map<String, String> settings =
        Map.of("admin-sign-in", "directory", "admin-superusers", superuser.toString());
    return new AdminSite(fixture, new AdminServlet(), settings);
  }

  @Test
  void countsTheMaximumAgeFromTheCreation() throws Exception {
    AdminApplication fixture = new AdminApplication(it -> it.maxLifetime(MAXIMUM));
    try (AdminSite site = site(fixture, AdminApplication.ROOT)) {
      Created key = fixture.create(CreateKeyRequest.of(AdminApplication.ADA, "one"));
      String edit = "/keys/" + key.key().id() + "/edit";

      fixture.clock.advance(Duration.ofDays(20));
      assertThat(signedIn(fixture, site, AdminApplication.ROOT).get(edit).body())
          .contains("This key works for at most 70 days from now, whatever its expiry.");

      fixture.clock.advance(Duration.ofDays(75));
      ConsoleCaller root = signedIn(fixture, site, AdminApplication.ROOT);
      assertThat(root.get(edit).body())
          .contains("This key is older than <code>max-lifetime-days</code>")
          .doesNotContain("at most", "max=\"");
      assertThat(root.get("/keys/" + key.key().id() + "/rotate").body())
          .contains("The old token is denied already, because the key is too old.")
          .doesNotContain("keeps working");
      assertThat(root.get("/keys/new").body()).contains("Keys work for at most 90 days here");
    }
  }

  @Test
  void leavesAccountsOutWhereThereAreNone() throws Exception {
    AdminApplication fixture = new AdminApplication();
    for (String account : List.of(AdminApplication.ACCOUNT, AdminApplication.OTHER_ACCOUNT)) {
      fixture.sallyport.ownerManager().deleteAccount(account);
    }
    fixture.addUser(BOSS, true);
    fixture.addUser(Owner.of("ada"), true);
    try (AdminSite site = site(fixture, BOSS)) {
      ConsoleCaller boss = signedIn(fixture, site, BOSS);
      ConsoleCaller ada = signedIn(fixture, site, Owner.of("ada"));
      assertThat(ada.get("/").body()).doesNotContain("default");
      for (String path :
          List.of("/keys/new", "/users", "/users/user?account=default&user=ada", "/keys")) {
        assertThat(boss.get(path).body()).as(path).doesNotContain(">default<", ">Account</dt>");
      }
      assertThat(boss.get("/keys/new").body()).doesNotContain("id=\"account\"");
      Answer created = boss.send("/keys/new", Map.of("name", "x", "life", "7d", "user", "ada"));
      assertThat(created.status()).isEqualTo(200);
      assertThat(fixture.lastEntry().record().after()).contains("owner=" + Owner.of("ada"));
    }
  }
}

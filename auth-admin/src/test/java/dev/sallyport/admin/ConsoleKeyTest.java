package dev.sallyport.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.management.Rotation;
import dev.sallyport.token.Secret;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tests the page of a key. */
class ConsoleKeyTest {
  private static final String PASSWORD = "many words in a row";

  @Test
  void showsRateLimitsAndWhyKeyCannotBeRotated() throws Exception {
    AdminApplication fixture =
        new AdminApplication(builder -> builder.setting("rate-limits", "key:120/m, account:1/30s"));
    fixture.sallyport.ownerManager().setPassword(AdminApplication.ROOT, Secret.of(PASSWORD));
    Map<String, String> settings =
        Map.of("admin-sign-in", "directory", "admin-superusers", AdminApplication.ROOT.toString());
    try (AdminSite site = new AdminSite(fixture, new AdminServlet(), settings)) {
      ConsoleCaller root = new ConsoleCaller(site);
      root.signIn("root", PASSWORD);
      Created key = fixture.create(AdminApplication.ADA);
      String path = "/keys/" + key.key().id();
      assertThat(root.get(path).body())
          .contains("120 requests in 1 minute<")
          .contains("1 request in 30 seconds, all keys of the account together<")
          .contains(path + "/rotate");

      fixture.sallyport.ownerManager().removeStaff(AdminApplication.ADA);
      assertThat(root.get(path).body())
          .contains("It cannot be rotated. API keys can only be created for staff users.")
          .doesNotContain(path + "/rotate");
      fixture.sallyport.ownerManager().deactivateUser(AdminApplication.ADA);
      assertThat(root.get(path).body())
          .contains("It cannot be rotated. The account or the user is deactivated.");

      Created own = fixture.create(AdminApplication.ROOT);
      Rotation overlapping = Rotation.overlapping(Duration.ofHours(1));
      Created successor =
          (Created) fixture.sallyport.keys().rotate(own.key().id(), overlapping).orElseThrow();
      assertThat(root.get("/keys/" + own.key().id()).body())
          .contains(successor.key().id() + "\">Successor</a>")
          .doesNotContain("/rotate\"");
    }
  }
}

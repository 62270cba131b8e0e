package dev.sallyport.admin;

import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.token.Secret;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A console at which a superuser and a user of one account have signed in. */
abstract class SignedInUsers {
  static final String PASSWORD = "many words in a row";

  AdminApplication fixture;
  AdminSite site;
  ConsoleCaller root;
  ConsoleCaller ada;

  @BeforeEach
  final void start() throws Exception {
    fixture = new AdminApplication();
    fixture.sallyport.ownerManager().setPassword(AdminApplication.ROOT, Secret.of(PASSWORD));
    fixture.sallyport.ownerManager().setPassword(AdminApplication.ADA, Secret.of(PASSWORD));
    Map<String, String> settings =
        Map.of("admin-sign-in", "directory", "admin-superusers", AdminApplication.ROOT.toString());
    site = new AdminSite(fixture, new AdminServlet(), settings);
    root = new ConsoleCaller(site);
    root.signIn("root", PASSWORD);
    ada = new ConsoleCaller(site);
    ada.signIn("ada", PASSWORD);
  }

  @AfterEach
  final void stop() {
    site.close();
    fixture.close();
  }

  static String pathOf(Created key) {
    return "/keys/" + key.key().id();
  }
}

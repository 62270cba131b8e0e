package dev.sallyport.admin.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sallyport.admin.AdminApplication;
import dev.sallyport.admin.AdminServlet;
import dev.sallyport.admin.AdminSite;
import dev.sallyport.config.SettingException;
import dev.sallyport.config.SettingSource;
import dev.sallyport.config.Settings;
import dev.sallyport.key.Owner;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdminSettingsTest {
  /** A user id alone never names the users of all accounts. */
  @ParameterizedTest
  @CsvSource({
    "admin@3141-5926-5359, 3141-5926-5359, admin",
    "admin@3141-5926-5359@acme, acme, admin@3141-5926-5359",
    "ada@example.org@acme, acme, ada@example.org",
    "admin@ac%40me%25, ac@me%, admin",
    "admin, default, admin",
    "ada%20king%2C%20c.@Acme%20Corp, Acme Corp, 'ada king, c.'",
    "ada@example.org@default, default, ada@example.org",
    "Admin@acme, acme, Admin"
  })
  void namesOneSuperuser(String text, String account, String user) {
    assertThat(superusers(text)).containsExactly(new Owner(account, user));
  }

  @ParameterizedTest
  @ValueSource(strings = {"@acme", "ada@", "@"})
  void rejectsIncompleteSuperusers(String text) {
    assertThatExceptionOfType(SettingException.class).isThrownBy(() -> superusers(text));
  }

  @Test
  void doesNotMatchAUserWhoseIdLooksLikeASuperuser() throws Exception {
    String pair = AdminApplication.ROOT.toString();
    try (AdminSite site =
        new AdminSite(
            new AdminApplication(), new AdminServlet(), Map.of("admin-superusers", pair))) {
      Owner impostor = new Owner(AdminApplication.OTHER_ACCOUNT, pair);
      site.fixture.addUser(impostor, true);
      assertThat(superuser(site, AdminApplication.ROOT)).isTrue();
      assertThat(superuser(site, impostor)).isFalse();
    }
  }

  private static List<Owner> superusers(String text) {
    Settings settings =
        Settings.resolve(
            List.of(AdminSettings.SUPERUSERS),
            List.of(SettingSource.plain("test", Map.of("admin-superusers", text))));
    return settings.get(AdminSettings.SUPERUSERS);
  }

  private static boolean superuser(AdminSite site, Owner owner) throws Exception {
    return site.as(site.fixture.create(owner, "*"))
        .get("/whoami")
        .json()
        .path("superuser")
        .asBoolean();
  }
}

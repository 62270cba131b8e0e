package dev.sallyport.admin.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sallyport.admin.AdminApplication;
import dev.sallyport.admin.AdminServlet;
import dev.sallyport.admin.AdminSite;
import dev.sallyport.key.Owner;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuperuserTest {
  private static final String ACCOUNT = "3141-5926-5359";
  private static final String OTHER = "1111-2222-3333";

  @ParameterizedTest
  @CsvSource({
    "admin, admin, 3141-5926-5359, true",
    "admin, admin, 1111-2222-3333, true",
    "admin@3141-5926-5359, admin, 3141-5926-5359, true",
    "admin@3141-5926-5359, admin, 1111-2222-3333, false",
    "admin@3141-5926-5359, admin@3141-5926-5359, 1111-2222-3333, false",
    "admin@3141-5926-5359, admin@3141-5926-5359, 3141-5926-5359, false",
    "admin@3141-5926-5359@1111-2222-3333, admin@3141-5926-5359, 1111-2222-3333, true",
    "admin@3141-5926-5359@1111-2222-3333, admin, 3141-5926-5359, false",
    "admin@example.org, admin@example.org, 1111-2222-3333, true",
    "admin@example.org, admin, 1111-2222-3333, false",
    "Admin, admin, 3141-5926-5359, false",
  })
  void matchesUserOrName(String named, String username, String account, boolean isSuper) {
    List<Superuser> superusers = List.of(Superuser.parse(named));
    assertThat(Superuser.isAmong(superusers, new Owner(account, username))).isEqualTo(isSuper);
  }

  @Test
  void requiresValidUsername() {
    for (String text : List.of("", "@" + ACCOUNT, "x".repeat(151), "x".repeat(151) + "@" + OTHER)) {
      assertThatIllegalArgumentException().isThrownBy(() -> Superuser.parse(text));
    }
    assertThat(Superuser.parse("x".repeat(150) + "@" + OTHER).accountNumberOrNull())
        .isEqualTo(OTHER);
  }

  @Test
  void doesNotMatchNameWithAccount() throws Exception {
    String pair = "root@" + AdminApplication.ACCOUNT;
    try (AdminSite site =
        new AdminSite(
            new AdminApplication(), new AdminServlet(), Map.of("admin-superusers", pair))) {
      Owner impostor = new Owner(AdminApplication.OTHER_ACCOUNT, pair);
      site.fixture.addUser(impostor, true);
      assertThat(superuser(site, AdminApplication.ROOT)).isTrue();
      assertThat(superuser(site, impostor)).isFalse();
    }
  }

  private static boolean superuser(AdminSite site, Owner owner) throws Exception {
    return site.as(site.fixture.create(owner, "*"))
        .get("/whoami")
        .json()
        .path("superuser")
        .asBoolean();
  }
}

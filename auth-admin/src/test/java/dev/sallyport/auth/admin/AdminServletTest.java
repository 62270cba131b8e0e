package dev.sallyport.auth.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.auth.CreateResult.Created;
import dev.sallyport.auth.Usage;
import dev.sallyport.auth.servlet.HttpSettings;
import dev.sallyport.auth.servlet.SallyportFilter;
import dev.sallyport.auth.spi.Setting;
import dev.sallyport.auth.spi.SettingSource;
import dev.sallyport.auth.spi.Settings;
import dev.sallyport.auth.spi.UsageSubject;
import dev.sallyport.auth.token.Secret;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AdminServletTest {
  @Test
  void doesNotStartWithSettingsThatAreNone() {
    assertThat(messageOf(Map.of("admin-superuser", "root")))
        .contains(
            "Unknown setting 'admin-superuser' (init-param). Did you mean 'admin-superusers'?");
    assertThat(messageOf(Map.of("max-staleness", "2s")))
        .as("one of the filter's, which has no effect here")
        .contains("Unknown setting 'max-staleness' (init-param).");
    assertThat(messageOf(Map.of("admin-sign-in", "yes")))
        .contains("accepted is directory or host or off");
    assertThat(messageOf(Map.of("admin-sign-in", "host"))).contains("admin-role");
  }

  @Test
  void doesNotStartWithSettingsThatHaveNoEffect() {
    assertThat(messageOf(Map.of("admin-sign-in", "directory", "admin-role", "admin")))
        .contains(
            "The setting admin-role (init-param admin-role) has no effect without"
                + " admin-sign-in=host");
    for (String name : List.of("admin-session-idle", "admin-session-max")) {
      assertThat(messageOf(Map.of(name, "1h"))).contains("has no effect without admin-sign-in,");
    }
    assertThat(messageOf(Map.of("admin-grantable-scopes", "chat:read")))
        .contains("has no effect without admin-sign-in,");
    assertThat(messageOf(Map.of("admin-sign-in", "directory", "admin-session-idle", "13h")))
        .contains("has no effect because it is longer than admin-session-max");
  }

  private static String messageOf(Map<String, String> initParams) {
    AdminGate gate = new AdminGate();
    StringBuilder messages = new StringBuilder();
    assertThatThrownBy(() -> new AdminSite(gate, new AdminServlet(), initParams).close())
        .satisfies(
            thrown -> {
              for (Throwable it = thrown; it != null; it = it.getCause()) {
                messages.append(it.getMessage()).append('\n');
              }
            });
    return messages.toString();
  }

  @Test
  void doesNotStartBehindAFilterThatWouldRefuseItsVisitors() {
    for (String exempt : List.of("", "/admin", "/admin/login", "/healthz")) {
      AdminGate gate = new AdminGate();
      Map<String, String> settings = Map.of("exempt-paths", exempt);
      assertThatThrownBy(() -> new AdminSite(gate, new AdminServlet(), Map.of(), settings).close())
          .as(exempt)
          .hasStackTraceContaining("add /admin/* to the exempt-paths of that filter");
    }
    AdminGate gate = new AdminGate();
    assertThatThrownBy(
            () -> new AdminSite(gate, new AdminServlet(), Map.of(), Map.of(), "/*").close())
        .as("what takes no exemption for all there is")
        .hasStackTraceContaining("set the mode of that filter to optional");
  }

  @Test
  void doesNotStartWhereItsPagesWouldNotBeFound() {
    for (String mapping : List.of("/admin", "/", "*.admin", "/admin/")) {
      AdminGate gate = new AdminGate();
      Map<String, String> optional = Map.of("mode", "optional");
      assertThatThrownBy(
              () -> new AdminSite(gate, new AdminServlet(), Map.of(), optional, mapping).close())
          .as(mapping)
          .hasStackTraceContaining("The AdminServlet is mapped to \"" + mapping + "\"")
          .hasStackTraceContaining("such as /admin/*");
    }
  }

  @Test
  void mayHaveAContextOfItsOwn() throws Exception {
    AdminGate gate = new AdminGate();
    gate.sallyport.ownerManager().setPassword("ada", Secret.of("many words in a row"));
    Map<String, String> settings = Map.of("admin-sign-in", "directory");
    Map<String, String> optional = Map.of("mode", "optional");
    try (AdminSite site = new AdminSite(gate, new AdminServlet(), settings, optional, "/*")) {
      ConsoleCaller ada = new ConsoleCaller(site, "");
      assertThat(ada.get("/keys").header("Location")).isEqualTo("/sign-in?next=%2Fkeys");
      Answer entered = ada.signIn("ada", "many words in a row");
      assertThat(entered.header("Location")).isEqualTo("/");
      assertThat(entered.response().headers().allValues("Set-Cookie"))
          .anyMatch(it -> it.startsWith(AdminSessions.COOKIE + "=") && it.contains("; Path=/;"));
      assertThat(ada.get("/").body()).contains("href=\"/keys\"", "href=\"/assets/");
      assertThat(ada.get("/keys").status()).isEqualTo(200);
      assertThat(ada.get("/api/v1/whoami").at("/username")).isEqualTo("ada");
    }
  }

  @Test
  void superusersMayBeNamedWithTheirAccount() throws Exception {
    String rightAndWrong = "root@1111-2222-3333, eve@1111-2222-3333";
    Map<String, String> settings = Map.of("admin-superusers", rightAndWrong);
    AdminGate gate = new AdminGate();
    try (AdminSite site = new AdminSite(gate, new AdminServlet(), settings)) {
      Created ofRoot = gate.create(AdminGate.ROOT, "admin:*");
      Created ofEve = gate.create(AdminGate.EVE, "admin:*");
      assertThat(site.as(ofRoot).get("/whoami").at("/superuser")).isEqualTo("true");
      assertThat(site.as(ofEve).get("/whoami").at("/superuser")).isEqualTo("false");
    }
  }

  @Test
  void doesNotCheckAgainWhatAFilterHasChecked() throws Exception {
    AdminGate gate = new AdminGate();
    Map<String, String> superusers = Map.of("admin-superusers", "root");
    Map<String, String> optional = Map.of("mode", "optional");
    try (AdminSite site = new AdminSite(gate, new AdminServlet(), superusers, optional)) {
      Created key = gate.create(AdminGate.ROOT, "admin:*");
      assertThat(site.as(key).get("/whoami").status()).isEqualTo(200);
      assertThat(site.as(gate.create(AdminGate.ROOT)).get("/whoami").status()).isEqualTo(403);
      assertThat(site.asNobody().get("/whoami").status()).isEqualTo(401);
      gate.sallyport.flush();
      Instant end = AdminGate.NOW.plusNanos(1);
      var usage =
          gate.sallyport
              .usage()
              .read(UsageSubject.key(key.key().id()), AdminGate.NOW, end, Usage.Step.HOUR);
      assertThat(usage.granted()).isEqualTo(1);
    }
  }

  /**
   * What stands in a context-param or the environment is read by the filter and the command too.
   */
  @Test
  void itsSettingsDisturbNobodyElse() {
    AdminSettings.all().forEach(it -> Settings.resolve(HttpSettings.all(), List.of(sharing(it))));
    assertThat(SallyportFilter.settings()).doesNotContainAnyElementsOf(AdminSettings.all());
  }

  private static SettingSource sharing(Setting<?> setting) {
    Map<String, String> values = Map.of(SettingSource.PREFIX + setting.name(), "x");
    return SettingSource.prefixed("context-param", values);
  }
}

package dev.sallyport.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.admin.config.AdminSettings;
import dev.sallyport.admin.session.AdminSessions;
import dev.sallyport.audit.UsageReports;
import dev.sallyport.audit.UsageSubject;
import dev.sallyport.config.Setting;
import dev.sallyport.config.SettingException;
import dev.sallyport.config.SettingSource;
import dev.sallyport.config.Settings;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.servlet.SallyportFilters;
import dev.sallyport.servlet.config.HttpSettings;
import dev.sallyport.servlet.startup.StartGuard;
import dev.sallyport.token.Secret;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Isolated("what other tests log is not meant")
class AdminServletTest {
  @Test
  void rejectsUnknownAndInvalidSettings() {
    assertThat(messageOf(Map.of("admin-superuser", "root")))
        .contains(
            "Unknown setting 'admin-superuser' (init-param). Did you mean 'admin-superusers'?");
    assertThat(messageOf(Map.of("max-staleness", "2s")))
        .as("a setting of the filter")
        .contains("Unknown setting 'max-staleness' (init-param).");
    assertThat(messageOf(Map.of("admin-sign-in", "yes")))
        .contains("expected directory or host or off");
    assertThat(messageOf(Map.of("admin-sign-in", "host"))).contains("admin-role");
  }

  @Test
  void rejectsSettingsWithoutEffect() {
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

  @Test
  void rejectsContradictoryAndMissingSettingsInCode() {
    List<Setting<?>> all =
        Stream.concat(SallyportFilters.settings().stream(), AdminSettings.all().stream()).toList();
    Settings contradictory =
        Settings.resolve(
            all, List.of(SettingSource.plain("property", Map.of("admin-sign-in", "host"))));
    assertThatThrownBy(() -> AdminServlets.of(contradictory))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("admin-role is not set");
    Settings ofFilter = Settings.resolve(SallyportFilters.settings(), List.of());
    assertThatThrownBy(() -> AdminServlets.of(ofFilter))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("unknown setting 'admin-sign-in'");
  }

  private static String messageOf(Map<String, String> initParams) {
    AdminApplication fixture = new AdminApplication();
    StringBuilder messages = new StringBuilder();
    assertThatThrownBy(
            () -> new AdminSite(fixture, new AdminServlet(), throwing(initParams)).close())
        .satisfies(
            thrown -> {
              for (Throwable it = thrown; it != null; it = it.getCause()) {
                messages.append(it.getMessage()).append('\n');
              }
            });
    return messages.toString();
  }

  private static Map<String, String> throwing(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("on-start-failure", "throw");
    return all;
  }

  @ParameterizedTest
  @EnumSource(AdminContainer.Kind.class)
  void answers503IfServletOrFilterCannotStart(AdminContainer.Kind kind) throws Exception {
    Map<String, String> exempt = Map.of("exempt-paths", "/admin/*");
    assertDenied(kind, Map.of("admin-sign-in", "yes"), exempt, "The AdminServlet has not started");
    assertDenied(kind, Map.of(), Map.of("mode", "maybe"), "The filter sallyport has not started");
    Map<String, String> unreadable = Map.of("on-start-failure", "banana");
    assertDenied(kind, unreadable, exempt, "The AdminServlet has not started");
  }

  private static void assertDenied(
      AdminContainer.Kind kind,
      Map<String, String> ofServlet,
      Map<String, String> ofFilter,
      String reason)
      throws Exception {
    try (CapturedLog log = new CapturedLog();
        AdminSite site =
            new AdminSite(
                kind,
                new AdminApplication(),
                new AdminServlet(),
                ofServlet,
                ofFilter,
                "/admin/*")) {
      for (String path : List.of("/admin/", "/admin/sign-in", "/admin/api/v1/keys", "/admin/no")) {
        for (String method : List.of("GET", "POST")) {
          Answer answer = site.send(method, path, List.of(), "");
          assertThat(answer.status()).as(path).isEqualTo(503);
          assertThat(answer.at("/type")).endsWith("/not-started");
        }
      }
      assertThat(log.everything()).containsOnlyOnce(reason);
    }
  }

  /** Otherwise the servlet could not answer 503 if a dependency is missing. */
  @Test
  void usesOnlyServletTypesInFieldsAndSignatures() {
    Stream<Class<?>> ofFields =
        Stream.of(AdminServlet.class.getDeclaredFields()).map(Field::getType);
    Stream<Class<?>> ofSignatures =
        Stream.<Executable>concat(
                Stream.of(AdminServlet.class.getDeclaredMethods()),
                Stream.of(AdminServlet.class.getDeclaredConstructors()))
            .flatMap(
                it ->
                    Stream.concat(
                        Stream.of(it.getParameterTypes()), Stream.of(it.getExceptionTypes())));
    assertThat(Stream.concat(ofFields, ofSignatures))
        .filteredOn(it -> !it.isPrimitive() && !it.getName().startsWith("java."))
        .isNotEmpty()
        .allMatch(it -> it.getName().startsWith("jakarta.servlet.") || it == StartGuard.class);
  }

  @Test
  void answers503WithoutFilter() throws Exception {
    AdminContainer container =
        AdminContainer.Kind.JETTY.start(
            "", context -> context.addServlet("admin", new AdminServlet()).addMapping("/admin/*"));
    try {
      URI uri = URI.create("http://127.0.0.1:" + container.port() + "/admin/");
      HttpRequest request = HttpRequest.newBuilder(uri).build();
      assertThat(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body())
          .contains("/not-started");
    } finally {
      container.stop().now();
    }
  }

  @Test
  void rejectsFilterThatDoesNotExemptItsPath() {
    for (String exempt : List.of("", "/admin", "/admin/login", "/healthz")) {
      AdminApplication fixture = new AdminApplication();
      Map<String, String> settings = throwing(Map.of("exempt-paths", exempt));
      assertThatThrownBy(
              () -> new AdminSite(fixture, new AdminServlet(), Map.of(), settings).close())
          .as(exempt)
          .hasStackTraceContaining("add /admin/* to the exempt-paths of that filter");
    }
    AdminApplication fixture = new AdminApplication();
    assertThatThrownBy(
            () ->
                new AdminSite(fixture, new AdminServlet(), Map.of(), throwing(Map.of()), "/*")
                    .close())
        .as("a filter on all paths")
        .hasStackTraceContaining("set the mode of that filter to optional");
  }

  @Test
  void rejectsOtherMappings() {
    for (String mapping : List.of("/admin", "/", "*.admin", "/admin/")) {
      AdminApplication fixture = new AdminApplication();
      Map<String, String> optional = Map.of("mode", "optional");
      Map<String, String> throwing = throwing(Map.of());
      assertThatThrownBy(
              () -> new AdminSite(fixture, new AdminServlet(), throwing, optional, mapping).close())
          .as(mapping)
          .hasStackTraceContaining("The AdminServlet is mapped to \"" + mapping + "\"")
          .hasStackTraceContaining("such as /admin/*");
    }
  }

  @Test
  void servesItsOwnContext() throws Exception {
    AdminApplication fixture = new AdminApplication();
    fixture
        .sallyport
        .ownerManager()
        .setPassword(AdminApplication.ADA, Secret.of("many words in a row"));
    Map<String, String> settings = Map.of("admin-sign-in", "directory");
    Map<String, String> optional = Map.of("mode", "optional");
    try (AdminSite site = new AdminSite(fixture, new AdminServlet(), settings, optional, "/*")) {
      ConsoleCaller ada = new ConsoleCaller(site, "");
      assertThat(ada.get("/keys").header("Location")).isEqualTo("/sign-in?next=%2Fkeys");
      Answer entered = ada.signIn("ada", "many words in a row");
      assertThat(entered.header("Location")).isEqualTo("/");
      assertThat(entered.response().headers().allValues("Set-Cookie"))
          .anyMatch(it -> it.startsWith(AdminSessions.COOKIE + "=") && it.contains("; Path=/;"));
      assertThat(ada.get("/").body()).contains("href=\"/keys\"", "href=\"/assets/");
      assertThat(ada.get("/keys").status()).isEqualTo(200);
      assertThat(ada.get("/api/v1/whoami").at("/userId")).isEqualTo("ada");
    }
  }

  @Test
  void acceptsSuperusersWithAccount() throws Exception {
    String rightAndWrong = "root@1111-2222-3333, eve@1111-2222-3333";
    Map<String, String> settings = Map.of("admin-superusers", rightAndWrong);
    AdminApplication fixture = new AdminApplication();
    try (AdminSite site = new AdminSite(fixture, new AdminServlet(), settings)) {
      Created ofRoot = fixture.create(AdminApplication.ROOT, "admin:*");
      Created ofEve = fixture.create(AdminApplication.EVE, "admin:*");
      assertThat(site.as(ofRoot).get("/whoami").at("/superuser")).isEqualTo("true");
      assertThat(site.as(ofEve).get("/whoami").at("/superuser")).isEqualTo("false");
    }
  }

  @Test
  void reusesAuthenticationOfTheFilter() throws Exception {
    AdminApplication fixture = new AdminApplication();
    Map<String, String> superusers = Map.of("admin-superusers", AdminApplication.ROOT.toString());
    Map<String, String> optional = Map.of("mode", "optional");
    try (AdminSite site = new AdminSite(fixture, new AdminServlet(), superusers, optional)) {
      Created key = fixture.create(AdminApplication.ROOT, "admin:*");
      assertThat(site.as(key).get("/whoami").status()).isEqualTo(200);
      assertThat(site.as(fixture.create(AdminApplication.ROOT)).get("/whoami").status())
          .isEqualTo(403);
      assertThat(site.asNobody().get("/whoami").status()).isEqualTo(401);
      fixture.sallyport.flush();
      Instant end = AdminApplication.NOW.plusNanos(1);
      var usage =
          fixture
              .sallyport
              .usage()
              .read(
                  UsageSubject.key(key.key().id()),
                  AdminApplication.NOW,
                  end,
                  UsageReports.Step.HOUR);
      assertThat(usage.authenticated()).isEqualTo(1);
    }
  }

  /** The filter and the command also read context-params and the environment. */
  @Test
  void allowsItsSettingsInSharedSources() {
    AdminSettings.all().forEach(it -> Settings.resolve(HttpSettings.all(), List.of(sharing(it))));
    assertThat(SallyportFilters.settings()).doesNotContainAnyElementsOf(AdminSettings.all());
  }

  private static SettingSource sharing(Setting<?> setting) {
    Map<String, String> values = Map.of(SettingSource.PREFIX + setting.name(), "x");
    return SettingSource.prefixed("context-param", values);
  }
}

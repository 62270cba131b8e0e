package dev.sallyport.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.admin.AdminSite.Caller;
import dev.sallyport.authorization.ResourceId;
import dev.sallyport.key.InvalidValueException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests that objects with any name can be created, read, changed and deleted on all containers. */
class UnusualNamesTest {
  private static List<String> names() {
    List<String> names =
        new ArrayList<>(
            List.of(
                ".",
                "..",
                "...",
                "~",
                "-",
                "DOMAIN\\user",
                "a/../b",
                "/",
                "%2F",
                "%",
                ";a=b",
                "x~"));
    for (char c = 0x21; c < 0x7F; c++) {
      if (!Character.isLetterOrDigit(c)) {
        names.add("x" + c + "y");
      }
    }
    names.addAll(List.of("\u00fc", "\ud83d\udd11", "a b"));
    return names;
  }

  private static AdminSite open(AdminContainer.Kind kind) throws Exception {
    return new AdminSite(
        kind,
        new AdminApplication(),
        new AdminServlet(),
        Map.of("admin-superusers", AdminApplication.ROOT.toString()),
        Map.of("exempt-paths", "/admin/*"),
        "/admin/*");
  }

  private static String below(Answer created) {
    assertThat(created.status()).as(created.body()).isEqualTo(201);
    return created.header("Location").substring(AdminSite.API.length());
  }

  /** Returns a path below an object, whose name may be in the query. */
  private static String in(String location, String more) {
    String[] parts = location.split("\\?", 2);
    return parts[0] + more + (parts.length == 1 ? "" : "?" + parts[1]);
  }

  @ParameterizedTest
  @EnumSource(AdminContainer.Kind.class)
  void managesUsersWithAnyName(AdminContainer.Kind kind) throws Exception {
    try (AdminSite site = open(kind)) {
      Caller root = site.as(site.fixture.create(AdminApplication.ROOT, "*"));
      for (String name : names()) {
        Answer created =
            root.post("/users", Map.of("accountId", AdminApplication.ACCOUNT, "userId", name));
        String location = below(created);
        assertThat(root.get(location).json()).as(name).isEqualTo(created.json());
        assertThat(root.post(in(location, "/deactivate")).at("/active")).isEqualTo("false");
        assertThat(root.post(in(location, "/promote")).at("/userId")).isEqualTo(name);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(AdminContainer.Kind.class)
  void managesAccountsWithAnyName(AdminContainer.Kind kind) throws Exception {
    try (AdminSite site = open(kind)) {
      Caller root = site.as(site.fixture.create(AdminApplication.ROOT, "*"));
      for (String name : names()) {
        Answer created = root.post("/accounts", Map.of("accountId", name));
        String location = below(created);
        assertThat(root.get(location).json()).as(name).isEqualTo(created.json());
        Answer user = root.post("/users", Map.of("accountId", name, "userId", name));
        String ofUser = below(user);
        assertThat(root.get(ofUser).json()).as(name).isEqualTo(user.json());
        assertThat(root.delete(ofUser).json().path("users").asInt()).as(name).isEqualTo(1);
        assertThat(root.delete(location).status()).as(name).isEqualTo(200);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(AdminContainer.Kind.class)
  void managesResourcesWithAnyName(AdminContainer.Kind kind) throws Exception {
    try (AdminSite site = open(kind)) {
      Caller root = site.as(site.fixture.create(AdminApplication.ROOT, "*"));
      String key = "/keys/" + site.fixture.create(AdminApplication.ADA).key().id();
      for (String name : names()) {
        if (!isName(name)) {
          continue;
        }
        Answer created = root.post("/bindings", Map.of("type", "llm-client", "name", name));
        String location = below(created);
        assertThat(root.get(location).json()).as(name).isEqualTo(created.json());
        assertThat(root.put(in(location, key), Map.of()).json().path("groupIds")).hasSize(1);
        assertThat(root.delete(in(location, key)).json().path("groupIds")).isEmpty();
        assertThat(root.delete(location).status()).isEqualTo(204);
      }
    }
  }

  private static boolean isName(String name) {
    try {
      return !new ResourceId("llm-client", name).name().isEmpty();
    } catch (InvalidValueException e) {
      return false;
    }
  }

  @ParameterizedTest
  @EnumSource(AdminContainer.Kind.class)
  void ignoresTrailingSlash(AdminContainer.Kind kind) throws Exception {
    try (AdminSite site = open(kind)) {
      Caller root = site.as(site.fixture.create(AdminApplication.ROOT, "*"));
      for (String path :
          List.of("/keys", "/accounts/1111-2222-3333/users/ada", "/whoami", "/openapi.json")) {
        assertThat(root.get(path + "/").json()).as(path).isEqualTo(root.get(path).json());
      }
      assertThat(root.post("/keys/", Map.of("name", "x")).status()).isEqualTo(201);
      assertThat(root.get("/keys/?size=1").header("Link")).contains(AdminSite.API + "/keys?size=1");
      for (String path : List.of("/", "")) {
        assertThat(site.send("GET", AdminSite.API + path, root.headers(), "").status())
            .as(path)
            .isEqualTo(404);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(AdminContainer.Kind.class)
  void readsNameFromQueryForTilde(AdminContainer.Kind kind) throws Exception {
    try (AdminSite site = open(kind)) {
      Caller root = site.as(site.fixture.create(AdminApplication.ROOT, "*"));
      assertThat(root.get("/accounts/1111-2222-3333/users/~?userId=ada").at("/userId"))
          .isEqualTo("ada");
      for (String query : List.of("", "?userId=ada&userId=bob", "?name=ada")) {
        assertThat(root.get("/accounts/1111-2222-3333/users/~" + query).status())
            .as(query)
            .isEqualTo(400);
      }
      assertThat(root.get("/accounts/1111-2222-3333/users/ada?userId=bob").status()).isEqualTo(400);
      assertThat(root.get("/accounts/1111-2222-3333/users/~?userId=unknown").status())
          .isEqualTo(404);
    }
  }
}

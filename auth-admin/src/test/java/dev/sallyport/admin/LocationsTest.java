package dev.sallyport.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.admin.AdminSite.Caller;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the URLs of objects with unusual names. */
class LocationsTest {
  private AdminSite site;
  private Caller root;

  @BeforeEach
  void start() throws Exception {
    site = new AdminSite();
    root = site.as(site.fixture.create(AdminApplication.ROOT, "*"));
  }

  @AfterEach
  void stop() {
    site.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/x, ~?userId=%2Fx",
    "//evil.example, ~?userId=%2F%2Fevil.example",
    "/a b:c, ~?userId=%2Fa%20b%3Ac",
    "//, ~?userId=%2F%2F",
    "a/b, ~?userId=a%2Fb",
    "a;b, ~?userId=a%3Bb",
    "a;jsessionid=b, ~?userId=a%3Bjsessionid%3Db",
    "a?b#c, a%3Fb%23c",
    "a%2Fb, ~?userId=a%252Fb",
    "a\\b, ~?userId=a%5Cb",
    "a b+c, a%20b%2Bc",
    "'a\"<b>', a%22%3Cb%3E",
    "ü, %C3%BC",
    "😀, %F0%9F%98%80",
    ".., ~?userId=..",
    "~, ~?userId=%7E",
  })
  void createsLocationsForAllUserIds(String userId, String location) throws Exception {
    Answer created =
        root.post("/users", Map.of("accountId", AdminApplication.ACCOUNT, "userId", userId));
    assertThat(created.status()).isEqualTo(201);
    assertThat(created.header("Location"))
        .isEqualTo(AdminSite.API + "/accounts/1111-2222-3333/users/" + location);
    assertThat(created.at("/userId")).isEqualTo(userId);
    URI address = URI.create(created.header("Location"));
    assertThat(address.isAbsolute()).isFalse();
    assertThat(address.getRawFragment()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"ü", "a b+c", "a@b.example"})
  void returnsLocationOfCreatedUser(String userId) throws Exception {
    Answer created =
        root.post("/users", Map.of("accountId", AdminApplication.ACCOUNT, "userId", userId));
    String location = created.header("Location").substring(AdminSite.API.length());
    assertThat(root.get(location).json()).isEqualTo(created.json());
  }

  @Test
  void keepsQueryInPageLinks() throws Exception {
    String link = root.get("/users?q=%C3%BC%26%3E%3C&size=1").header("Link");
    assertThat(link)
        .isEqualTo(
            "<%s/users?q=%%C3%%BC%%26%%3E%%3C&size=1&page=1>; rel=\"first\","
                    .formatted(AdminSite.API)
                + " <%s/users?q=%%C3%%BC%%26%%3E%%3C&size=1&page=1>; rel=\"last\""
                    .formatted(AdminSite.API));
  }
}

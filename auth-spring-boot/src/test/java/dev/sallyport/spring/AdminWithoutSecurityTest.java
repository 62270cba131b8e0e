package dev.sallyport.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.key.Owner;
import dev.sallyport.management.OwnerManager;
import dev.sallyport.spi.OwnerRegistry.User;
import dev.sallyport.token.Secret;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;

/** The console and the management API without Spring Security. */
@Tag("without-security")
class AdminWithoutSecurityTest {
  private static final String PASSWORD = "correct horse battery";

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Config {}

  @Test
  void theyAuthenticateRequestsWhateverPathsAreProtected() {
    for (String paths : new String[] {"sallyport.paths=/api/**", "spring.application.name=none"}) {
      try (App app =
          App.start(
              Config.class,
              paths,
              "sallyport.admin-path=/admin",
              "sallyport.admin-sign-in=directory")) {
        app.bean(OwnerManager.class)
            .createUser(User.person(Owner.of("ada")).staff(true), Secret.of(PASSWORD));
        App.Token token = new App.Token(app.token("admin:read"));
        assertThat(app.get("/admin/api/v1/keys").statusCode()).isEqualTo(401);
        assertThat(app.send("GET", "/admin/api/v1/keys", token).statusCode()).isEqualTo(200);
        Browser browser = new Browser(app);
        browser.get("/admin/keys");
        assertThat(
                browser
                    .submit("/admin/sign-in", Map.of("username", "ada", "password", PASSWORD))
                    .uri()
                    .getPath())
            .isEqualTo("/admin/keys");
      }
    }
  }
}

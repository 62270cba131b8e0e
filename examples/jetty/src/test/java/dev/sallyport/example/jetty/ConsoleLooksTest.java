package dev.sallyport.example.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.auth.CreateResult.Created;
import dev.sallyport.auth.NewKey;
import dev.sallyport.auth.Rotation;
import dev.sallyport.auth.spi.OwnerRegistry.Account;
import dev.sallyport.auth.spi.OwnerRegistry.User;
import dev.sallyport.auth.spi.ResourceId;
import dev.sallyport.auth.token.Owner;
import dev.sallyport.auth.token.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every page of the console, on screens of all sizes: it fits, and keeps nobody out. */
class ConsoleLooksTest {
  private static final Owner EMPTY = new Owner("2718-2818-2845", "newcomer");
  private static final String PASSWORD = "many words in a row";

  @TempDir static Path dataDir;
  private static RunningExample example;
  private static Browser browser;
  private static ConsoleScreen screen;
  private static UUID rotated;

  @BeforeAll
  static void start() throws Exception {
    example = RunningExample.in(dataDir);
    var gate = example.sallyport();
    gate.ownerManager().createAccount(new Account(EMPTY.accountNumber(), "New ones", true));
    User user = new User(EMPTY, "", true, true, null);
    gate.ownerManager().createUser(user, Optional.of(Secret.of(PASSWORD)));
    NewKey wanted =
        NewKey.of(FirstStart.OWNER, "a-name-without-an-end".repeat(6))
            .description("What it is for, at some length, so that lines have to be broken")
            .scopes(List.of("chat:read", "chat:write", "orders:read", "orders:write"))
            .tags(List.of("prod"));
    rotated = ((Created) gate.keys().create(wanted)).key().id();
    gate.keys().rotate(rotated, Rotation.overlapping(Duration.ofDays(7)));
    ResourceId resource = new ResourceId("llm-client", "bound");
    String account = FirstStart.OWNER.accountNumber();
    gate.resourceManager().create(account, resource);
    gate.resourceManager().bind(account, resource, rotated);
    Created off = example.create();
    gate.keys().deactivate(off.key().id());
    gate.keys().rename(example.createExpired().key().id(), "over");
    for (int i = 0; i < 60; i++) {
      gate.keys().create(NewKey.of(FirstStart.OWNER, "key " + i));
    }
    example.whoami("Token " + example.shown("token"));
    example.whoami("Token " + off.token().reveal());
    gate.flush();
    browser = Browser.start();
    screen = new ConsoleScreen(browser, example.uri());
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
    if (example != null) {
      example.close();
    }
  }

  @ParameterizedTest
  @CsvSource({"360, 780, false", "360, 780, true", "1600, 1000, false", "1600, 1000, true"})
  void fitsTheScreenAndBarsNobody(int width, int height, boolean dark) throws Exception {
    String size = width + (dark ? "-dark" : "-light");
    browser.open(example.uri().resolve("/admin/"), width, height, dark);
    check("sign-in-" + size);
    screen.signIn("admin", example.shown("password"), width, height, dark);
    String key = "/keys/" + rotated;
    for (String path :
        List.of(
            "/",
            "/?step=day",
            "/keys",
            "/keys?q=nothing-is-called-so",
            "/keys?account=nonsense",
            "/keys/new",
            key,
            key + "/edit",
            key + "/rotate",
            key + "/delete",
            "/audit",
            "/audit?subject=nobody",
            "/accounts",
            "/users",
            "/users/user?username=newcomer",
            "/users/user?username=admin",
            "/password",
            "/nothing-here")) {
      screen.go(path);
      check(path.replaceAll("[0-9a-f-]{36}", "key").replaceAll("[^a-z]+", "-") + "-" + size);
    }
    screen.go(key + "/edit");
    example.sallyport().keys().describe(rotated, "Of " + size);
    screen.fill("#description", "What I write");
    screen.press("Save");
    check("conflict-" + size);
    screen.go(key).press("Unbind");
    check("unbind-" + size);
    screen.go("/keys").tick("key 59");
    screen.tick("key 58");
    check("ticked-" + size);
    screen.doToTicked("delete");
    check("delete-many-" + size);
    screen.go("/keys/new");
    browser.find("#name").sendKeys("new");
    screen.press("Create the key");
    check("token-" + size);
    screen.go("/keys?q=new").follow("new");
    screen.press("Switch off");
    check("notice-" + size);
    screen.go("/keys");
    browser.find("#exact-times").click();
    check("exact-times-" + size);
    browser.find("#exact-times").click();

    screen.signIn(EMPTY.username(), PASSWORD, width, height, dark);
    check("empty-overview-" + size);
    screen.go("/keys");
    check("empty-list-" + size);
    screen.go("/users");
    check("forbidden-" + size);
  }

  private static void check(String name) throws Exception {
    browser.picture("console-" + name);
    assertThat(browser.obstacles()).as(name).isEmpty();
    assertThat(browser.evaluate("document.documentElement.scrollWidth <= innerWidth"))
        .as(name + " fits")
        .isEqualTo("true");
    assertThat(browser.complaints())
        .as(name)
        .noneMatch(it -> it.contains("Content Security Policy") || it.contains("Uncaught"));
  }
}

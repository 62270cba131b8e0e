package dev.sallyport.example.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.authorization.ResourceId;
import dev.sallyport.key.Owner;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.management.Rotation;
import dev.sallyport.spi.OwnerRegistry.Account;
import dev.sallyport.spi.OwnerRegistry.User;
import dev.sallyport.token.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests layout and accessibility of all pages of the console on all screens. */
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
    var fixture = example.sallyport();
    fixture.ownerManager().createAccount(new Account(EMPTY.accountId(), "New ones", true));
    User user = User.person(EMPTY).staff(true);
    fixture.ownerManager().createUser(user, Secret.of(PASSWORD));
    CreateKeyRequest request =
        CreateKeyRequest.of(FirstStart.OWNER, "a-name-without-an-end".repeat(6))
            .description("What it is for, at some length, so that lines have to be broken")
            .scopes(List.of("chat:read", "chat:write", "orders:read", "orders:write"))
            .tags(List.of("prod"));
    rotated = ((Created) fixture.keys().create(request)).key().id();
    fixture.keys().rotate(rotated, Rotation.overlapping(Duration.ofDays(7)));
    ResourceId resource = new ResourceId("llm-client", "bound");
    String account = FirstStart.OWNER.accountId();
    fixture.resourceManager().create(account, resource);
    fixture.resourceManager().bind(account, resource, rotated);
    Created off = example.create();
    fixture.keys().deactivate(off.key().id());
    fixture.keys().rename(example.createExpired().key().id(), "over");
    for (int i = 0; i < 60; i++) {
      fixture.keys().create(CreateKeyRequest.of(FirstStart.OWNER, "key " + i));
    }
    example.whoami("Token " + example.shown("token"));
    example.whoami("Token " + off.token().reveal());
    fixture.flush();
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

  @Test
  void mainPagesFitTheScreenAndAreAccessible() throws Exception {
    signInAndCheck(
        ScreenSize.DESKTOP, false, "/", "/keys", "/keys/new", "/keys/" + rotated, "/users");
  }

  @Test
  @Tag("slow") // axe-core and two layouts of some thirty pages
  void fitsTheScreenAndIsAccessible() throws Exception {
    walk(ScreenSize.DESKTOP, false);
  }

  @Test
  @Tag("slow")
  void fitsTheScreenAndIsAccessibleInDarkMode() throws Exception {
    walk(ScreenSize.PHONE, true);
  }

  private static void signInAndCheck(ScreenSize size, boolean dark, String... paths)
      throws Exception {
    browser.open(example.uri().resolve("/admin/"), size.width, size.height, dark);
    check(size, "sign-in", dark);
    screen.signIn("admin", example.shown("password"), size.width, size.height, dark);
    for (String path : paths) {
      screen.go(path);
      check(size, path.replaceAll("[0-9a-f-]{36}", "key").replaceAll("[^a-z]+", "-"), dark);
    }
  }

  private static void walk(ScreenSize size, boolean dark) throws Exception {
    Check check = page -> check(size, page, dark);
    String key = "/keys/" + rotated;
    signInAndCheck(
        size,
        dark,
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
        "/audit?subject=unknown",
        "/accounts",
        "/users",
        "/audit?key=key",
        "/accounts/account?account=2718-2818-2845",
        "/accounts/account?account=2718-2818-2845&confirm=off",
        "/users/user?account=2718-2818-2845&user=newcomer",
        "/users/user?account=2718-2818-2845&user=newcomer&confirm=off",
        "/users/user?account=3141-5926-5359&user=admin",
        "/password",
        "/nothing-here");
    screen.go(key + "/edit");
    example.sallyport().keys().describe(rotated, "Of " + size);
    screen.fill("#description", "What I write");
    screen.press("Save");
    check.of("conflict");
    screen.go(key).press("Unbind");
    check.of("unbind");
    screen.go("/keys").select("key 59");
    screen.select("key 58");
    check.of("selected");
    screen.applyToSelected("delete");
    check.of("delete-many");
    screen.go("/keys/new");
    browser.find("#name").sendKeys("new");
    screen.press("Create the key");
    check.of("token");
    browser.reload();
    check.of("token-shown-before");
    screen.go("/keys?q=new").follow("new");
    screen.follow("Deactivate");
    check.of("switch");
    screen.press("Deactivate");
    check.of("notice");
    screen.go("/keys");
    browser.find("#exact-times").click();
    check.of("exact-times");
    browser.find("#exact-times").click();

    screen.signIn(EMPTY.userId(), PASSWORD, size.width, size.height, dark);
    check.of("empty-overview");
    screen.go("/keys");
    check.of("empty-list");
    screen.go("/users");
    check.of("forbidden");
  }

  private static void check(ScreenSize size, String page, boolean dark) throws Exception {
    size.check(browser, "console-" + page, dark);
    assertThat(browser.complaints())
        .as(page)
        .noneMatch(it -> it.contains("Content Security Policy") || it.contains("Uncaught"));
  }

  /** Check of a page. */
  private interface Check {
    void of(String page) throws Exception;
  }
}

package dev.sallyport.example.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.authorization.ResourceId;
import dev.sallyport.key.Owner;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.spi.OwnerRegistry.Account;
import dev.sallyport.spi.OwnerRegistry.User;
import dev.sallyport.token.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** Tests the actions of users at the console in a browser. */
class ConsoleTest {
  private static final Owner ADA = new Owner("2718-2818-2845", "ada");
  private static final String PASSWORD = "many words in a row";
  private static final Pattern CURL =
      Pattern.compile("curl -H 'Authorization: Token (\\S+)' 'http://[0-9.:]+(/\\S+)'");

  private static final String PASTE =
      "new InputEvent('input', {bubbles: true, inputType: 'insertFromPaste'})";

  @TempDir static Path dataDir;
  private static RunningExample example;
  private static Browser browser;
  private static ConsoleScreen screen;

  @BeforeAll
  static void start() throws Exception {
    example = RunningExample.in(dataDir, Map.of("sallyport.max-staleness", "0"));
    var owners = example.sallyport().ownerManager();
    owners.createAccount(new Account(ADA.accountId(), "Others", true));
    User ada = User.person(ADA).email("ada@example.com").staff(true);
    owners.createUser(ada, Secret.of(PASSWORD));
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

  @AfterEach
  void forgetPage() {
    browser.runScripts(true);
    browser.evaluate("sessionStorage.clear()"); // or a failed test takes others with it
  }

  private static void signIn() {
    screen.signIn("admin", example.shown("password"));
  }

  private static Created create(String name) {
    return (Created) example.sallyport().keys().create(CreateKeyRequest.of(FirstStart.OWNER, name));
  }

  private static boolean isActive(Created key) {
    return example.sallyport().keys().get(key.key().id()).orElseThrow().active();
  }

  private static int whoami(String token) throws Exception {
    return example.whoami("Token " + token).statusCode();
  }

  @Test
  void signsInAndOut() {
    browser.open(example.uri().resolve("/admin/keys?q=first"), 1280, 900, false);
    assertThat(screen.title()).isEqualTo("Sign in");
    screen.enter("admin", "not the password");
    assertThat(browser.find("[role=alert]").getText()).contains("Incorrect username or password");
    assertThat(browser.evaluate("document.activeElement.id")).isEqualTo("password");
    screen.enter("admin", example.shown("password"));
    assertThat(screen.title()).isEqualTo("API keys");
    assertThat(screen.names()).containsExactly("first key");
    screen.press("Sign out");
    assertThat(screen.title()).isEqualTo("Sign in");
    assertThat(screen.go("/keys").title()).isEqualTo("Sign in");
    assertThat(browser.complaints()).allMatch(it -> it.contains("403")); // the wrong password
  }

  @Test
  void showsTokenOfNewKeyOnce() throws Exception {
    signIn();
    screen.go("/keys").follow("Create a key");
    screen.fill("#name", "<b>Böld</b> & co");
    screen.fill("#scopes", "chat:read, chat:write");
    screen.press("Create the key");
    assertThat(screen.title()).isEqualTo("Key created");
    assertThat(screen.text()).contains("<b>Böld</b> & co");
    String token = String.valueOf(browser.find("#token").getDomProperty("value"));
    String command = String.valueOf(browser.find("#command").getDomProperty("value"));
    Matcher curl = CURL.matcher(command);
    assertThat(curl.matches()).as("a command for a shell").isTrue();
    assertThat(curl.group(1)).isEqualTo(token);
    assertThat(example.get(curl.group(2), "Authorization", "Token " + token).statusCode())
        .isEqualTo(200);
    browser.find("[data-copy=token]").click();
    browser.await(
        "it says so",
        () -> "Token copied".equals(browser.find("#copied").getDomProperty("textContent")));
    assertThat(browser.uri().toString()).doesNotContain(token.substring(0, 12));

    browser.reload(); // sends the form again
    assertThat(screen.title()).isEqualTo("This key was already created");
    assertThat(browser.findAll("#token")).isEmpty();
    assertThat(browser.evaluate("document.documentElement.outerHTML"))
        .doesNotContain(token.substring(0, 12));
    screen.follow("Show the key");
    assertThat(screen.title()).isEqualTo("<b>Böld</b> & co");
    assertThat(browser.findAll("#token")).isEmpty();
    assertThat(screen.text()).contains("chat:read", "chat:write", "in 90 days");
    assertThat(browser.complaints()).allMatch(it -> it.contains("409")); // the repeated form
  }

  @Test
  void removesTokenFromPageThatIsLeft() {
    signIn();
    screen.go("/keys/new").fill("#name", "left behind");
    screen.press("Create the key");
    String token = String.valueOf(browser.find("#token").getDomProperty("value"));
    browser.evaluate("window.dispatchEvent(new PageTransitionEvent('pagehide'))");
    assertThat(browser.findAll("#token, #command")).isEmpty();
    assertThat(browser.evaluate("document.documentElement.outerHTML"))
        .doesNotContain(token.substring(0, 12));
  }

  @Test
  void keepsTheFocusWhileALongNameIsTyped() {
    create("BillingServiceProduction");
    signIn();
    screen.go("/keys");
    browser.find("#q").sendKeys("BillingServiceProduction");
    screen.awaitCount("Press Enter to search.");
    assertThat(browser.evaluate("document.activeElement.id")).isEqualTo("q");
    assertThat(browser.uri().getQuery()).isNull();
    browser.leave(() -> browser.find("#q").sendKeys(Keys.ENTER));
    assertThat(screen.names()).containsExactly("BillingServiceProduction");
  }

  @Test
  void sendsNoTokenOfAnotherFieldInTheAddress() {
    String token = create("of a token").token().reveal();
    signIn();
    screen.go("/keys");
    browser.find(".filters summary").click();
    browser.leave(
        () ->
            browser.evaluate("user.value = '%s', user.dispatchEvent(%s)".formatted(token, PASTE)));
    assertThat(screen.title()).isEqualTo("of a token");
    screen.go("/audit").fill("#key", token);
    browser.leave(() -> browser.find("#key").sendKeys(Keys.ENTER));
    assertThat(screen.title()).isEqualTo("of a token");
    screen.go("/keys/new").fill("#user", token);
    assertThat(browser.evaluate("performance.getEntries().map((it) => it.name).join()"))
        .doesNotContain(token.substring(0, 12));
  }

  @Test
  void findsTheSearchFieldFromEveryPage() {
    signIn();
    screen.go("/");
    browser.leave(() -> browser.find("body").sendKeys("/"));
    assertThat(screen.title()).isEqualTo("API keys");
    assertThat(browser.evaluate("document.activeElement.id")).isEqualTo("q");
  }

  @Test
  void choosesAUserTogetherWithItsAccount() {
    Owner near = new Owner(FirstStart.OWNER.accountId(), "grace");
    Owner distant = new Owner(ADA.accountId(), "grace");
    for (Owner owner : List.of(near, distant)) {
      example.sallyport().ownerManager().createUser(User.person(owner).staff(true));
    }
    signIn();
    screen.go("/keys/new").fill("#user", "grace");
    assertThat(value("#account")).as("typed").isEqualTo(near.accountId());
    browser.evaluate(
        "user.value = '%s', user.dispatchEvent(new Event('input', {bubbles: true}))"
            .formatted(distant));
    assertThat(value("#user")).isEqualTo("grace");
    assertThat(value("#account")).as("chosen").isEqualTo(distant.accountId());
  }

  private static String value(String field) {
    return String.valueOf(browser.find(field).getDomProperty("value"));
  }

  @Test
  void findsKeyOfPastedTokenWithoutTokenInAddress() {
    String token = create("of a token").token().reveal();
    signIn();
    screen.go("/keys");
    browser.leave(
        () -> browser.evaluate("q.value = '%s', q.dispatchEvent(%s)".formatted(token, PASTE)));
    assertThat(screen.title()).isEqualTo("of a token");
    assertThat(screen.notice()).contains("The token belongs to this key.");
    assertThat(browser.evaluate("performance.getEntries().map((it) => it.name).join()"))
        .doesNotContain(token.substring(15));
  }

  @Test
  @Tag("slow")
  void keepsChosenTheme() {
    signIn();
    String ground = "getComputedStyle(document.documentElement).backgroundColor";
    String light = browser.evaluate(ground);
    screen.choose("#theme", "Dark");
    assertThat(browser.evaluate(ground)).isNotEqualTo(light);
    screen.go("/keys");
    assertThat(browser.evaluate(ground)).isNotEqualTo(light);
    screen.choose("#theme", "System");
    assertThat(browser.evaluate(ground)).isEqualTo(light);
  }

  @Test
  @Tag("slow")
  void revertsDeactivation() {
    Created key = create("to be kept");
    signIn();
    screen.go("/keys?q=to+be+kept");
    screen.switchOf("to be kept").click();
    screen.awaitNotice("“to be kept” is deactivated.");
    screen.press("Undo");
    screen.awaitNotice("“to be kept” is activated.");
    assertThat(screen.names()).containsExactly("to be kept");
    assertThat(isActive(key)).isTrue();
  }

  @Test
  @Tag("slow")
  void announcesChangesOfTheList() {
    create("announced");
    signIn();
    screen.go("/keys");
    browser.evaluate("[...document.querySelectorAll('#count, #notice')].map((it) => it.kept = 1)");
    screen.fill("#q", "announced");
    screen.awaitCount("1 key");
    screen.switchOf("announced").click();
    screen.awaitNotice("“announced” is deactivated.");
    assertThat(browser.findAll("#count p, #notice #notice")).isEmpty();
    for (String region : List.of("count", "notice")) {
      assertThat(browser.evaluate("document.getElementById('" + region + "').kept"))
          .as(region)
          .isEqualTo("1");
    }
  }

  @Test
  @Tag("slow")
  void showsExactTimesByKeyboard() {
    create("made at some time");
    signIn();
    browser.resize(1600, 900, false); // with the column
    screen.go("/keys?q=made+at+some+time");
    String created = "[data-label=Created] time";
    assertThat(browser.find(created).getText()).doesNotContain("UTC");
    browser.find("#exact-times").sendKeys(Keys.SPACE);
    assertThat(browser.find(created).getText()).endsWith(" UTC");
    screen.go("/keys?q=made");
    assertThat(browser.find(created).getText()).as("on other pages too").endsWith(" UTC");
    browser.find("#exact-times").sendKeys(Keys.SPACE);
    assertThat(browser.find(created).getText()).doesNotContain("UTC");
  }

  @Test
  @Tag("slow")
  void changesOwnPassword() {
    Owner own = new Owner(ADA.accountId(), "changing");
    var owners = example.sallyport().ownerManager();
    owners.createUser(User.person(own).staff(true), Secret.of(PASSWORD));
    screen.signIn("changing", PASSWORD);
    screen.follow("Password");
    screen.fill("#old", "not the old one");
    screen.fill("#password", "another password");
    screen.fill("#again", "another password");
    screen.press("Change password");
    assertThat(screen.text()).contains("Incorrect old password.");
    screen.fill("#old", PASSWORD);
    screen.fill("#password", "another password");
    screen.fill("#again", "another password");
    screen.press("Change password");
    screen.signIn("changing", "another password");
    assertThat(screen.title()).isEqualTo("Overview");
  }

  @Test
  @Tag("slow")
  void showsErrorsAndKeepsInput() {
    signIn();
    screen.go("/keys/new");
    screen.fill("#name", "A key");
    screen.fill("#user", "unknown");
    screen.fill("#description", "a description");
    screen.press("Create the key");
    assertThat(browser.find("#user-problem").getText()).contains("no such user");
    assertThat(browser.find("#user").getDomAttribute("aria-invalid")).isEqualTo("true");
    assertThat(browser.find("#description").getDomProperty("value")).isEqualTo("a description");
  }

  @Test
  @Tag("slow")
  void deactivatesAndActivatesKeyInList() throws Exception {
    Created key = create("to be toggled");
    signIn();
    screen.go("/keys?q=to+be+toggled");
    browser.evaluate("window.sameDocument = true");
    screen.switchOf("to be toggled").click();
    screen.awaitNotice("“to be toggled” is deactivated.");
    assertThat(screen.stateOf("to be toggled")).isEqualTo("Deactivated");
    assertThat(whoami(key.token().reveal())).isEqualTo(401);
    assertThat(browser.evaluate("window.sameDocument")).isEqualTo("true");
    assertThat(browser.evaluate("document.activeElement.className")).isEqualTo("switch");
    browser.focused().sendKeys(Keys.ENTER);
    screen.awaitNotice("“to be toggled” is activated.");
    assertThat(screen.stateOf("to be toggled")).isEqualTo("Active");
    assertThat(whoami(key.token().reveal())).isEqualTo(200);
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void appliesActionsToSelectedKeys() {
    Created one = create("many one");
    Created two = create("many two");
    Created three = create("many three");
    signIn();
    screen.go("/keys?q=many&sort=name");
    screen.select("many one");
    screen.select("many two");
    assertThat(browser.find("#selected").getText()).isEqualTo("2 selected");
    screen.applyToSelected("off");
    screen.awaitNotice("2 keys deactivated.");
    assertThat(List.of(isActive(one), isActive(two))).containsOnly(false);

    browser.find("thead .select-all").click();
    screen.applyToSelected("delete");
    assertThat(screen.title()).isEqualTo("Delete these keys?");
    screen.fill("#confirm", "yes");
    screen.press("Delete permanently");
    assertThat(screen.text()).contains("The text does not match the phrase.");
    screen.fill("#confirm", "delete 3 keys");
    screen.press("Delete permanently");
    screen.awaitNotice("3 keys deleted.");
    assertThat(screen.text()).contains("No keys match");
    assertThat(example.sallyport().keys().get(three.key().id())).isEmpty();
  }

  @Test
  @Tag("slow")
  void rotatesKeyAndShowsBothGenerations() throws Exception {
    Created old = create("to be rotated");
    signIn();
    screen.goTo(old.key().id()).follow("Rotate");
    screen.press("Rotate");
    String token = String.valueOf(browser.find("#token").getDomProperty("value"));
    assertThat(whoami(token)).isEqualTo(200);
    assertThat(whoami(old.token().reveal())).as("old token during the overlap").isEqualTo(200);
    example.sallyport().flush();
    screen.follow("Show the key");
    assertThat(browser.findAll("#token")).isEmpty();
    assertThat(browser.findAll(".timeline li")).hasSize(2);
    assertThat(browser.find(".timeline").getText())
        .contains("Predecessor", "This key", "in 24 hours");
    assertThat(browser.find(".log").getText()).contains("admin", "Key created", "127.0.0.1");
  }

  @Test
  @Tag("slow")
  void deletesKeyAfterConfirmation() throws Exception {
    Created key = create("to be deleted");
    signIn();
    screen.goTo(key.key().id()).follow("Delete");
    screen.fill("#confirm", "to be");
    screen.press("Delete permanently");
    assertThat(screen.text()).contains("The text does not match the name of the key.");
    screen.fill("#confirm", "to be deleted");
    screen.fill("#reason", "Ticket 7");
    screen.press("Delete permanently");
    screen.awaitNotice("“to be deleted” is deleted.");
    assertThat(whoami(key.token().reveal())).isEqualTo(401);
    screen.go("/audit?subject=key:" + key.key().id() + "&action=key.deleted");
    assertThat(screen.text()).contains("Key deleted", "Ticket 7", "to be deleted");
  }

  @Test
  @Tag("slow")
  void editsKeyAndDetectsConcurrentChanges() {
    Created key = create("to be edited");
    signIn();
    screen.goTo(key.key().id()).follow("Edit");
    screen.fill("#name", "was edited");
    screen.fill("#description", "by hand");
    browser.find("[name=life][value='30d']").click();
    screen.press("Save");
    screen.awaitNotice("Changes saved.");
    assertThat(screen.title()).isEqualTo("was edited");
    assertThat(screen.text()).contains("by hand", "in 30 days");

    screen.follow("Edit");
    example.sallyport().keys().rename(key.key().id(), "by another");
    screen.fill("#description", "too late");
    screen.press("Save");
    assertThat(screen.text()).contains("The key was changed in the meantime", "by another");
    assertThat(example.sallyport().keys().get(key.key().id()).orElseThrow().description())
        .isEqualTo("by hand");
    screen.press("Save");
    screen.awaitNotice("Changes saved.");
    assertThat(screen.text()).contains("was edited", "too late");
  }

  @Test
  @Tag("slow")
  void bindsKeyToResource() {
    ResourceId resource = new ResourceId("llm-client", "of-the-console");
    example.sallyport().resourceManager().create(FirstStart.OWNER.accountId(), resource);
    Created key = create("to be bound");
    signIn();
    screen.goTo(key.key().id());
    screen.choose("#resource", resource.toString());
    screen.press("Bind");
    screen.awaitNotice("llm-client/of-the-console now requires this key.");
    assertThat(example.sallyport().resourceManager().find(resource).orElseThrow().isBound())
        .isTrue();
    screen.press("Unbind");
    assertThat(screen.title()).isEqualTo("Unbind the last key?");
    screen.follow("Cancel");
    screen.press("Unbind");
    screen.press("Unbind and open the resource");
    screen.awaitNotice("llm-client/of-the-console is no longer bound to any key.");
  }

  @Test
  @Tag("slow")
  void showsOnlyOwnAccountToUsers() {
    Created foreign = create("of another account");
    Created own = (Created) example.sallyport().keys().create(CreateKeyRequest.of(ADA, "of ada"));
    screen.signIn("ada", PASSWORD);
    assertThat(browser.find("nav").getText()).doesNotContain("Accounts", "Users");
    assertThat(screen.go("/keys").names()).containsExactly("of ada");
    assertThat(screen.go("/keys?account=" + FirstStart.OWNER.accountId()).names()).isEmpty();
    assertThat(screen.goTo(own.key().id()).title()).isEqualTo("of ada");
    String absent = screen.goTo(UUID.randomUUID()).text();
    assertThat(screen.goTo(foreign.key().id()).text()).isEqualTo(absent).contains("404");
    assertThat(screen.go("/users").text()).contains("403", "Only superusers may do this.");
    assertThat(screen.go("/audit").text()).contains(own.key().name());
    assertThat(screen.text()).doesNotContain(foreign.key().name());
  }

  @Test
  @Tag("slow")
  void createsAccountsAndUsers() {
    signIn();
    screen.follow("Accounts");
    browser.find(".create summary").click();
    screen.fill("#account", "1234-1234-1234");
    screen.fill("#name", "New ones");
    screen.press("Create the account");
    screen.awaitNotice("Account 1234-1234-1234 created.");
    screen.follow("Users");
    browser.find(".create summary").click();
    screen.fill("#account-id", "1234-1234-1234");
    screen.fill("#user", "zoe");
    screen.fill("#password", PASSWORD);
    browser.find("[name=staff]").click();
    screen.press("Create the user");
    screen.awaitNotice("User “zoe” created.");
    screen.signIn("zoe", PASSWORD);
    assertThat(screen.text()).contains("No keys yet");
    signIn();
    screen.go("/users/user?account=1234-1234-1234&user=zoe").follow("Deactivate");
    assertThat(screen.text()).contains("No active key stops working.");
    screen.press("Deactivate");
    screen.awaitNotice("“zoe” is deactivated");
    browser.open(example.uri().resolve("/admin/"), 1280, 900, false);
    screen.enter("zoe", PASSWORD);
    assertThat(screen.text()).contains("Incorrect username or password");
  }

  @Test
  void worksWithoutScript() throws Exception {
    browser.open(example.uri().resolve("/admin/"), 1280, 900, false);
    browser.runScripts(false);
    screen.enter("admin", example.shown("password"));
    assertThat(screen.title()).isEqualTo("Overview");
    screen.go("/keys/new").fill("#name", "without script");
    screen.press("Create the key");
    String token = String.valueOf(browser.find("#token").getDomAttribute("value"));
    assertThat(browser.find("[data-copy=token]").isDisplayed()).isFalse();
    assertThat(whoami(token)).isEqualTo(200);
    screen.go("/keys").fill("#q", "without");
    screen.press("Find");
    assertThat(screen.names()).containsExactly("without script");
    browser.leave(screen.switchOf("without script")::click);
    screen.awaitNotice("“without script” is deactivated.");
    assertThat(screen.names()).as("filter of the list").containsExactly("without script");
    assertThat(whoami(token)).isEqualTo(401);
    screen.select("without script");
    screen.applyToSelected("on");
    screen.awaitNotice("1 key activated.");
    assertThat(whoami(token)).isEqualTo(200);
    example.sallyport().flush();
    screen.go("/");
    assertThat(browser.find(".plot svg").isDisplayed()).isTrue();
    screen.press("Sign out");
    assertThat(screen.title()).isEqualTo("Sign in");
  }

  @Test
  @Tag("slow")
  void redirectsToSignInWhenSessionHasEnded() {
    create("under an ended session");
    signIn();
    screen.go("/keys?q=under+an+ended+session");
    browser.forgetCookies();
    screen.switchOf("under an ended session").click();
    browser.await("the page to sign in at", () -> screen.title().equals("Sign in"));
  }

  @Test
  @Tag("slow")
  void worksByKeyboard() {
    create("by keys");
    signIn();
    screen.go("/keys?q=by+keys");
    browser.focused().sendKeys(Keys.TAB);
    assertThat(browser.focused().getText()).isEqualTo("Skip to content");
    browser.focused().sendKeys(Keys.ENTER);
    browser.await(
        "the content", () -> "main".equals(browser.evaluate("document.activeElement.id")));
    browser.focused().sendKeys(Keys.TAB);
    assertThat(browser.focused().getText()).isEqualTo("Create a key");
    browser.focused().sendKeys(Keys.TAB);
    assertThat(browser.evaluate("document.activeElement.id")).isEqualTo("q");
    browser.focused().sendKeys(" and nothing else");
    screen.awaitCount("0 keys");
    browser.focused().sendKeys(Keys.TAB, "/");
    assertThat(browser.evaluate("document.activeElement.id")).isEqualTo("q");
    browser.focused().sendKeys(Keys.TAB, "?");
    assertThat(browser.find("#shortcuts").getText()).contains("Search");
    browser.focused().sendKeys(Keys.ESCAPE);
    assertThat(browser.find("#shortcuts").isDisplayed()).isFalse();
    browser.focused().sendKeys("/");
    assertThat(browser.evaluate("getComputedStyle(document.activeElement).outlineStyle"))
        .isEqualTo("solid");
  }
}

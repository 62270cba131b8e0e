package dev.sallyport.example.jetty;

import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** Page object of the console. */
final class ConsoleScreen {
  private final Browser browser;
  private final URI server;

  ConsoleScreen(Browser browser, URI server) {
    this.browser = browser;
    this.server = server;
  }

  /** Opens the console without a session on a screen of default size, and signs in. */
  ConsoleScreen signIn(String username, String password) {
    return signIn(username, password, 1280, 900, false);
  }

  ConsoleScreen signIn(String username, String password, int width, int height, boolean dark) {
    browser.open(server.resolve("/admin/"), width, height, dark);
    enter(username, password);
    browser.await("the overview", () -> title().equals("Overview"));
    return this;
  }

  /** Fills in and submits the sign-in page. */
  void enter(String username, String password) {
    fill("#username", username);
    fill("#password", password);
    press("Sign in");
  }

  ConsoleScreen go(String path) {
    browser.go(server.resolve("/admin" + path));
    return this;
  }

  ConsoleScreen goTo(UUID key) {
    return go("/keys/" + key);
  }

  void fill(String css, String text) {
    WebElement field = browser.find(css);
    field.clear();
    field.sendKeys(text);
  }

  void choose(String select, String label) {
    browser.findAll(select + " option").stream()
        .filter(it -> it.getText().equals(label))
        .findFirst()
        .orElseThrow()
        .click();
  }

  /** Applies an action to the selected keys. */
  void applyToSelected(String action) {
    browser.leave(browser.find(".bulk [value=" + action + "]")::click);
  }

  /** Presses the first visible button with this name, which leads to another page. */
  void press(String name) {
    browser.leave(first("main button, header button", name)::click);
  }

  /** Follows the first visible link with this name. */
  void follow(String name) {
    browser.leave(first("main a, header a", name)::click);
  }

  private WebElement first(String css, String name) {
    return browser.findAll(css, name).stream()
        .filter(WebElement::isDisplayed)
        .findFirst()
        .orElseThrow(
            () -> new AssertionError("no visible element is named " + name + ": " + text()));
  }

  String title() {
    return browser.find("h1").getText();
  }

  /** Returns the visible text of the page. */
  String text() {
    return browser.find("main").getText();
  }

  /** Returns the message about the last action. */
  String notice() {
    return browser.find("#notice").getText();
  }

  void awaitNotice(String part) {
    browser.await(part, () -> notice().contains(part));
  }

  /** Returns the number of keys that the list shows. */
  String count() {
    return browser.find("#count").getText();
  }

  void awaitCount(String text) {
    browser.await(text, () -> count().equals(text));
  }

  /** Returns the names of the listed keys. */
  List<String> names() {
    return browser.texts(".records .name a");
  }

  /** Returns the row of a key. */
  WebElement row(String name) {
    return browser.findAll(".records .name a", name).stream()
        .findFirst()
        .orElseThrow(() -> new AssertionError("no key is named " + name + ": " + names()))
        .findElement(By.xpath("ancestor::tr"));
  }

  String stateOf(String name) {
    return row(name).findElement(By.className("state")).getText();
  }

  void select(String name) {
    row(name).findElement(By.name("id")).click();
  }

  /** Returns the button that activates or deactivates a key of the list. */
  WebElement switchOf(String name) {
    return row(name).findElement(By.className("switch"));
  }
}

package dev.sallyport.example.jetty;

import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** The console as its user works with it. */
final class ConsoleScreen {
  private final Browser browser;
  private final URI server;

  ConsoleScreen(Browser browser, URI server) {
    this.browser = browser;
    this.server = server;
  }

  /** Opens the console anew, on a usual screen and signed out, and signs in. */
  ConsoleScreen signIn(String username, String password) {
    return signIn(username, password, 1280, 900, false);
  }

  ConsoleScreen signIn(String username, String password, int width, int height, boolean dark) {
    browser.open(server.resolve("/admin/"), width, height, dark);
    enter(username, password);
    browser.await("the overview", () -> title().equals("Overview"));
    return this;
  }

  /** Fills in the page to sign in at, and sends it. */
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

  /** Does something to all that are ticked. */
  void applyToSelected(String action) {
    browser.leave(browser.find(".bulk [value=" + action + "]")::click);
  }

  /** Presses the first button of this name that is seen, which leads to another page. */
  void press(String name) {
    browser.leave(first("main button, header button", name)::click);
  }

  /** Follows the first link of this name that is seen. */
  void follow(String name) {
    browser.leave(first("main a, header a", name)::click);
  }

  private WebElement first(String css, String name) {
    return browser.findAll(css).stream()
        .filter(it -> it.isDisplayed() && it.getText().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("nothing here is called " + name + ": " + text()));
  }

  String title() {
    return browser.find("h1").getText();
  }

  /** Everything that can be read on the page. */
  String text() {
    return browser.find("main").getText();
  }

  /** What came of the last thing that was done. */
  String notice() {
    return browser.find("#notice").getText();
  }

  void awaitNotice(String part) {
    browser.await(part, () -> notice().contains(part));
  }

  /** What the list says of itself. */
  String count() {
    return browser.find("#count").getText();
  }

  void awaitCount(String text) {
    browser.await(text, () -> count().equals(text));
  }

  /** The names of the keys that are listed. */
  List<String> names() {
    return browser.findAll(".records .name a").stream().map(WebElement::getText).toList();
  }

  /** The row of a key. */
  WebElement row(String name) {
    return browser.findAll(".records tbody tr").stream()
        .filter(row -> row.findElement(By.cssSelector(".name a")).getText().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no key is called " + name + ": " + names()));
  }

  String stateOf(String name) {
    return row(name).findElement(By.className("state")).getText();
  }

  void select(String name) {
    row(name).findElement(By.name("id")).click();
  }

  /** The switch of a key in the list. */
  WebElement switchOf(String name) {
    return row(name).findElement(By.className("switch"));
  }
}

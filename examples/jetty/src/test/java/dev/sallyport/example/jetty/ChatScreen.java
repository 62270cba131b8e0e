package dev.sallyport.example.jetty;

import java.net.URI;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The chat page as its user works with it. */
final class ChatScreen {
  private final Browser browser;

  ChatScreen(Browser browser) {
    this.browser = browser;
  }

  ChatScreen open(URI page) {
    return open(page, 1280, 800, false);
  }

  ChatScreen open(URI page, int width, int height, boolean dark) {
    browser.open(page, width, height, dark);
    browser.await(
        "the script runs", () -> browser.find("#client-hint").getText().startsWith("POST"));
    return this;
  }

  ChatScreen with(String token, String client) {
    fill("#token", token);
    fill("#client", client);
    return this;
  }

  /** Says something, and waits for what comes of it. */
  ChatScreen say(String text) {
    int before = browser.findAll("#log > *").size();
    browser.find("#message").sendKeys(text, Keys.ENTER);
    browser.await(
        "an answer or a denial",
        () ->
            browser.findAll("#log > *").size() == before + 2
                && browser.findAll(".waiting").isEmpty());
    return this;
  }

  /** The text of the last answer or denial. */
  String last() {
    return browser.find("#log > *:last-child .text").getText();
  }

  /** The last entry, if it is a denial. */
  WebElement denial() {
    return browser.find("#log > .denial:last-child");
  }

  /** The line above the sentence of the last denial: status and title. */
  String denialTitle() {
    return denial().findElement(By.className("who")).getText();
  }

  /** What the server said, as the last denial shows it to who opens it. */
  String facts() {
    denial().findElement(By.tagName("summary")).click();
    return denial().findElement(By.tagName("dl")).getText();
  }

  private void fill(String css, String text) {
    if (!browser.find(css).isDisplayed()) {
      browser.find("#panel > summary").click();
    }
    WebElement field = browser.find(css);
    field.clear();
    field.sendKeys(text);
  }
}

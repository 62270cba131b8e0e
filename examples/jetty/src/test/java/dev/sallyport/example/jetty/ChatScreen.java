package dev.sallyport.example.jetty;

import java.net.URI;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** Page object of the chat page. */
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

  /** Sends a message, and waits for the answer or denial. */
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

  /** Returns the text of the last answer or denial. */
  String last() {
    return browser.find("#log > *:last-child .text").getText();
  }

  /** Returns the last entry, which must be a denial. */
  WebElement denial() {
    return browser.find("#log > .denial:last-child");
  }

  /** Returns the status and the title of the last denial. */
  String denialTitle() {
    return denial().findElement(By.className("who")).getText();
  }

  /** Opens and returns the response details of the last denial. */
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

package dev.sallyport.example.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.management.CreateResult.Created;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** Tests layout and accessibility of the chat page on all screens, in light and dark mode. */
@Tag("slow")
class ChatPageLooksTest {
  @TempDir static Path dataDir;
  private static RunningExample example;
  private static Browser browser;
  private static ChatScreen screen;

  @BeforeAll
  static void start() throws Exception {
    example =
        RunningExample.in(
            dataDir, Map.of("sallyport.max-staleness", "0", "sallyport.rate-limits", "key:4/2m"));
    browser = Browser.start();
    screen = new ChatScreen(browser);
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
  void fitsTheScreenAndIsAccessible() throws Exception {
    talk(ScreenSize.DESKTOP, false);
  }

  @Test
  @Tag("slow")
  void fitsTheScreenAndIsAccessibleInDarkMode() throws Exception {
    talk(ScreenSize.PHONE, true);
  }

  private static void talk(ScreenSize size, boolean dark) throws Exception {
    Created key = boundToTheDemo();
    screen.open(example.pageUri(), size.width, size.height, dark);
    size.check(browser, "chat-empty", dark);

    screen.with(key.token().reveal(), "demo").say("Hello, are you there?");
    screen.say("Say something long: " + "a-word-without-an-end".repeat(6));
    size.check(browser, "chat-answered", dark);

    example.sallyport().keys().deactivate(key.key().id());
    screen.say("And now?");
    screen.facts();
    size.check(browser, "chat-refused", dark);

    example.sallyport().keys().activate(key.key().id());
    screen
        .open(example.pageUri(), size.width, size.height, dark)
        .with(key.token().reveal(), "demo");
    while (browser.findAll(".denial").isEmpty()) {
      screen.say("Are you there?");
    }
    size.check(browser, "chat-countdown", dark);
  }

  @Test
  void worksByKeyboard() throws Exception {
    screen.open(example.pageUri(), 1280, 800, false);
    for (String id : new String[] {"skip", "panel", "token", "show", "client", "scroll"}) {
      browser.focused().sendKeys(Keys.TAB);
      assertThat(
              browser.evaluate(
                  "document.activeElement.matches('."
                      + id
                      + ", #"
                      + id
                      + ", #"
                      + id
                      + " > summary')"))
          .as(id)
          .isEqualTo("true");
    }
    browser.focused().sendKeys(Keys.TAB);
    assertThat(browser.focused().getText()).isEqualTo("console");
    browser.focused().sendKeys(Keys.TAB);
    browser
        .focused()
        .sendKeys("One line", Keys.chord(Keys.SHIFT, Keys.ENTER), "and another", Keys.ENTER);
    assertThat(browser.focused().getDomAttribute("id")).as("missing field").isEqualTo("token");
    browser.focused().sendKeys(example.shown("token"), Keys.ENTER);
    assertThat(browser.focused().getDomAttribute("id")).isEqualTo("message");
    browser.focused().sendKeys(Keys.ENTER);
    browser.await("the answer", () -> !browser.findAll("#log > .theirs").isEmpty());
    assertThat(browser.find("#log > .mine .text").getText()).isEqualTo("One line\nand another");
    assertThat(browser.focused().getDomAttribute("id")).isEqualTo("message");
  }

  private static Created boundToTheDemo() {
    Created key = example.create();
    example
        .sallyport()
        .resourceManager()
        .bind(FirstStart.OWNER.accountId(), FirstStart.DEMO, key.key().id());
    return key;
  }
}

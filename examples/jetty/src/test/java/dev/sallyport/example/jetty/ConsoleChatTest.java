package dev.sallyport.example.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.authorization.ResourceId;
import dev.sallyport.management.CreateResult.Created;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;

/** Tests a chat in one tab while the console in another tab deactivates its key. */
@Tag("slow")
class ConsoleChatTest {
  @TempDir Path dataDir;

  @Test
  void deniesChatWhileKeyIsDeactivatedInAnotherTab() throws Exception {
    try (RunningExample example = RunningExample.in(dataDir);
        Browser browser = Browser.start()) {
      example
          .sallyport()
          .resourceManager()
          .create(FirstStart.OWNER.accountId(), new ResourceId("llm-client", "open"));
      Created key = example.create();
      ChatScreen chat = new ChatScreen(browser);
      chat.open(example.pageUri()).with(key.token().reveal(), "open").say("Are you there?");
      assertThat(chat.last()).startsWith("Hello admin.");

      browser.openTab();
      ConsoleScreen console = new ConsoleScreen(browser, example.uri());
      console.go("/keys");
      console.enter("admin", example.shown("password"));
      console.switchOf("a key").click();
      console.awaitNotice("“a key” is deactivated.");

      browser.turnToTab(0);
      chat.say("Still there?");
      assertThat(chat.denialTitle()).isEqualTo("401 API key not activated");
      assertThat(chat.last()).isEqualTo("Api key is not activated.");

      browser.turnToTab(1);
      console.switchOf("a key").click();
      console.awaitNotice("“a key” is activated.");

      browser.turnToTab(0);
      chat.denial().findElement(By.cssSelector(".again button")).click();
      browser.await("the answer", () -> browser.findAll("#log > .theirs").size() == 2);
      assertThat(chat.last()).contains("12 characters");
    }
  }
}

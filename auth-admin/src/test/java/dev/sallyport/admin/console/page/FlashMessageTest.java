package dev.sallyport.admin.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.admin.console.page.FlashMessage.Undo;
import dev.sallyport.session.StoredSession;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FlashMessageTest {
  private static final String TEXT = "“ключ 🗝” \"is\" \u0000\u007F deactivated.";

  private static FlashMessage withFields(int fields) {
    List<String> versions = Collections.nCopies(fields, UUID.randomUUID() + ":12");
    return new FlashMessage(TEXT, false, new Undo("/keys/bulk", Map.of("version", versions)));
  }

  @Test
  void isStoredAsPrintableAscii() {
    FlashMessage bad = FlashMessage.bad(TEXT);
    for (FlashMessage message : List.of(FlashMessage.good(TEXT), bad, withFields(2))) {
      assertThat(message.toJson()).matches("[ -~]+");
      assertThat(FlashMessage.parse(message.toJson())).contains(message);
    }
  }

  @Test
  void keepsItsFormForAPageOfKeys() {
    FlashMessage message = withFields(50);
    assertThat(FlashMessage.parse(message.toJson())).contains(message);
  }

  @Test
  void losesAFormThatIsTooLong() {
    assertThat(FlashMessage.parse(withFields(500).toJson()))
        .contains(new FlashMessage(TEXT, false, null));
  }

  @Test
  void isShortenedIfTheTextIsTooLong() {
    FlashMessage longest = FlashMessage.good("🗝".repeat(StoredSession.MAX_MESSAGE));
    assertThat(longest.toJson()).hasSizeLessThanOrEqualTo(StoredSession.MAX_MESSAGE);
    assertThat(FlashMessage.parse(longest.toJson()).orElseThrow().text()).endsWith("…");
  }

  @Test
  void isOmittedIfItIsNotReadable() {
    String whole = "{'text':'a','bad':true,'path':'/keys/bulk','fields':{'a':['b']}}";
    assertThat(FlashMessage.parse(whole.replace('\'', '"'))).isPresent();
    for (String part :
        List.of(
            "x",
            "{",
            "null",
            "7",
            "[]",
            "{}",
            "{'text':'a'}",
            "{'text':null,'bad':true}",
            "{'text':7,'bad':true}",
            "{'text':'a','bad':'true'}",
            whole.replace("{'a':['b']}", "null"),
            whole.replace("{'a':['b']}", "7"),
            whole.replace("{'a':['b']}", "[]"),
            whole.replace("['b']", "null"),
            whole.replace("['b']", "'b'"),
            whole.replace("'b'", "null"),
            whole.replace("'b'", "7"),
            whole.replace(",'fields':{'a':['b']}", ""),
            whole.replace("'path':'/keys/bulk',", ""),
            whole.replace("/keys/bulk", "//evil.example/"),
            whole.replace("/keys/bulk", "/keys//evil.example"),
            whole.replace("/keys/bulk", "/keys/../users/delete"),
            whole.replace("/keys/bulk", "/users/delete"),
            whole.replace("/keys/bulk", "https://evil.example/keys/bulk"))) {
      String stored = part.replace('\'', '"');
      assertThat(FlashMessage.parse(stored)).as(stored).isEmpty();
    }
  }
}

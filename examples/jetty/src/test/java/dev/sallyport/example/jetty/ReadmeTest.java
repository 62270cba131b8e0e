package dev.sallyport.example.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.auth.servlet.SallyportFilter;
import dev.sallyport.auth.spi.Setting;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the README says of settings is what the code does. */
class ReadmeTest {
  private static final String START = "<!-- settings: checked against the code by a test -->\n";
  private static final String END = "<!-- end of settings -->\n";

  @Test
  void listsEverySettingWithItsDefaultAndMeaning() throws Exception {
    String readme = Files.readString(Path.of("../../README.md"));
    assertThat(readme).contains(START, END);
    String listed = readme.substring(readme.indexOf(START) + START.length(), readme.indexOf(END));
    assertThat(listed).as("put this table there").isEqualTo(table());
  }

  private static String table() {
    StringBuilder table = new StringBuilder("| setting | default | accepted | what it means |\n");
    table.append("|---|---|---|---|\n");
    for (Setting<?> setting : SallyportFilter.settings()) {
      String byDefault = setting.defaultText().isEmpty() ? "" : "`" + setting.defaultText() + "`";
      table.append(
          "| `%s` | %s | %s | %s |%n"
              .formatted(setting.name(), byDefault, setting.accepted(), setting.meaning()));
    }
    return table.toString();
  }
}

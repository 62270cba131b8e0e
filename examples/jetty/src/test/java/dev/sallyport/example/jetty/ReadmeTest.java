package dev.sallyport.example.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.admin.config.AdminSettings;
import dev.sallyport.config.Setting;
import dev.sallyport.redis.RedisSettings;
import dev.sallyport.servlet.SallyportFilters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests commands, Java samples and tables of settings in the pages against the code. */
class ReadmeTest {
  private static final Path SETTINGS = Path.of("../../docs/reference/settings.md");
  private static final String START = "<!-- settings: checked against the code by a test -->\n";
  private static final String END = "<!-- end of settings -->\n";
  private static final String ADMIN_START =
      "<!-- settings of auth-admin: checked against the code by a test -->\n";
  private static final String ADMIN_END = "<!-- end of settings of auth-admin -->\n";

  private static final String REDIS_START =
      "<!-- settings of auth-redis: checked against the code by a test -->\n";
  private static final String REDIS_END = "<!-- end of settings of auth-redis -->\n";

  private static final Pattern SAMPLE =
      Pattern.compile(
          "^ *// sample: [^\\n]*\\n(.*?)^ *// end$", Pattern.DOTALL | Pattern.MULTILINE);
  private static final Pattern BLOCK = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);

  @Test
  void listsEverySettingWithItsDefaultAndMeaning() throws Exception {
    List<Setting<?>> ofFilter = new ArrayList<>(SallyportFilters.settings());
    ofFilter.removeAll(RedisSettings.all());
    check(START, END, ofFilter);
    check(REDIS_START, REDIS_END, RedisSettings.all());
    check(ADMIN_START, ADMIN_END, AdminSettings.all());
  }

  /** With {@code -Dtest.settings=write} the file is written anew, and not compared. */
  private static void check(String start, String end, List<Setting<?>> settings) throws Exception {
    String table = table(settings);
    if ("write".equals(System.getProperty("test.settings"))) {
      String old = Files.readString(SETTINGS);
      String before = old.substring(0, old.indexOf(start) + start.length());
      Files.writeString(SETTINGS, before + table + old.substring(old.indexOf(end)));
    } else {
      assertThat(listed(start, end))
          .as("docs/reference/settings.md; -Dtest.settings=write writes it")
          .isEqualTo(table);
    }
  }

  /** A sample stands between comments in a test that runs it. */
  @Test
  void everyJavaBlockIsACompiledSample() throws Exception {
    List<List<String>> samples = new ArrayList<>();
    for (String folder :
        List.of(
            "src/test/java",
            "../../auth-micrometer/src/test/java",
            "../../auth-spring-boot/src/test/java",
            "../../auth-spring-test/src/test/java")) {
      for (Path file : files(Path.of(folder), ".java")) {
        samples.addAll(parts(Files.readString(file), SAMPLE));
      }
    }
    List<Path> pages = new ArrayList<>(files(Path.of("../../docs"), ".md"));
    pages.add(Path.of("../../README.md"));
    for (Path page : pages) {
      assertThat(samples).as(page.toString()).containsAll(parts(Files.readString(page), BLOCK));
    }
    assertThat(samples).hasSizeGreaterThan(15);
  }

  private static List<Path> files(Path folder, String suffix) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(it -> it.toString().endsWith(suffix)).toList();
    }
  }

  /** Returns the lines of each part, without indentation and blank lines. */
  private static List<List<String>> parts(String text, Pattern part) {
    return part.matcher(text)
        .results()
        .map(it -> it.group(1).lines().map(String::strip).filter(l -> !l.isEmpty()).toList())
        .toList();
  }

  @Test
  void containsCommandsThatCreateKeysInScripts(@TempDir Path folder) throws Exception {
    String readme = Files.readString(Path.of("../../README.md"));
    String[] database = {"--db-url", "jdbc:h2:file:" + folder.resolve("keys")};
    assertThat(RunningExample.run("migrate", database[0], database[1]).exit()).isZero();
    List<String> commands =
        readme
            .lines()
            .filter(line -> line.matches("sallyport \\w+ create .*"))
            .map(line -> line.replaceFirst("\\s+#.*", ""))
            .toList();
    assertThat(commands).hasSize(3);
    for (String command : commands) {
      List<String> words = new ArrayList<>(List.of(LifecycleTest.words(command)));
      words.addAll(List.of(database));
      RunningExample.Ran ran = RunningExample.run(words.toArray(String[]::new));
      assertThat(ran.exit()).as(command + ran.err()).isZero();
    }
  }

  @Test
  void containsNoShellRedirectionsInCommands() throws Exception {
    List<String> lines = Files.readString(Path.of("../../README.md")).lines().toList();
    assertThat(lines)
        .filteredOn(line -> line.matches("(auth-cli/bin/)?sallyport .*"))
        .isNotEmpty()
        .noneMatch(line -> line.replaceFirst("\\s+#.*", "").matches(".*<\\w.*"));
  }

  private static String listed(String start, String end) throws Exception {
    String settings = Files.readString(SETTINGS);
    assertThat(settings).contains(start, end);
    return settings.substring(settings.indexOf(start) + start.length(), settings.indexOf(end));
  }

  private static String table(List<Setting<?>> settings) {
    StringBuilder table = new StringBuilder("| setting | default | accepted | what it means |\n");
    table.append("|---|---|---|---|\n");
    for (Setting<?> setting : settings) {
      String byDefault = setting.defaultText().isEmpty() ? "" : "`" + setting.defaultText() + "`";
      table.append(
          "| `%s` | %s | %s | %s |%n"
              .formatted(setting.name(), byDefault, setting.accepted(), setting.meaning()));
    }
    return table.toString();
  }
}

package dev.sallyport.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests docs/reference/events.md against the code. */
class EventReferenceTest {
  private static final Path PAGE = Path.of("../docs/reference/events.md");
  private static final Path MANAGEMENT = Path.of("src/main/java/dev/sallyport/internal/management");
  private static final Pattern ACTION =
      Pattern.compile("\"((?:account|user|resource)\\.[a-z-]+)\"");
  private static final Pattern LISTED =
      Pattern.compile("`((?:key|account|user|resource)\\.[a-z-]+)`");

  @Test
  void listsEveryEventWithWhatItCarries() throws Exception {
    List<String> rows =
        Files.readAllLines(PAGE).stream().filter(it -> it.startsWith("| `")).toList();
    Class<?>[] events = Event.class.getPermittedSubclasses();
    assertThat(events).hasSizeGreaterThan(10);
    for (Class<?> event : events) {
      String start = "| `" + event.getSimpleName() + "` |";
      List<String> row = rows.stream().filter(it -> it.startsWith(start)).toList();
      assertThat(row).as(start).hasSize(1);
      for (RecordComponent component : event.getRecordComponents()) {
        if (!component.getName().equals("at")) {
          assertThat(row.get(0)).contains("`" + component.getName() + "`");
        }
      }
    }
  }

  @Test
  void listsEveryAction() throws Exception {
    Set<String> actions =
        Arrays.stream(Event.KeyAction.values())
            .map(Event.KeyAction::word)
            .collect(Collectors.toCollection(TreeSet::new));
    try (Stream<Path> files = Files.list(MANAGEMENT)) {
      for (Path file : files.toList()) {
        actions.addAll(found(ACTION, file));
      }
    }
    assertThat(found(LISTED, PAGE)).containsExactlyElementsOf(actions);
  }

  private static Set<String> found(Pattern pattern, Path file) throws Exception {
    return pattern
        .matcher(Files.readString(file))
        .results()
        .map(it -> it.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}

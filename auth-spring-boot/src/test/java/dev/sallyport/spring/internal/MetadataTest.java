package dev.sallyport.spring.internal;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.config.Setting;
import dev.sallyport.config.Settings;
import dev.sallyport.servlet.config.HttpSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The metadata from which editors complete properties, generated from the settings. Write it anew
 * with {@code -Dtest.jvm.args=-Dmetadata.write=true}.
 */
class MetadataTest {
  private static final String FILE = "META-INF/spring-configuration-metadata.json";

  /** Settings with another default in an application of Spring Boot. */
  private static final Set<String> OTHER_DEFAULTS = Set.of("schema", "filter-order");

  private static final Settings DEFAULTS = Settings.resolve(SpringSettings.all(), List.of());

  @Test
  void describesAllSettingsThatAnApplicationMayHave() throws IOException {
    String expected =
        SpringSettings.all().stream()
            .filter(it -> !refused().contains(it))
            .sorted(Comparator.comparing(Setting::name))
            .map(MetadataTest::property)
            .collect(joining(",\n", "{\n  \"properties\": [\n", "\n  ]\n}\n"));
    if (Boolean.getBoolean("metadata.write")) {
      Files.writeString(Path.of("src/main/resources", FILE), expected);
      return;
    }

    assertThat(metadata()).contains(expected);
  }

  /** Returns the settings that no application has: it has beans instead, or fails to start. */
  private static List<Setting<?>> refused() {
    return Stream.concat(
            SpringSettings.ofDatabases(),
            Stream.of(SpringSettings.named("owner-directory"), HttpSettings.ON_START_FAILURE))
        .toList();
  }

  /** Returns all files of this name: jars of Spring Boot have one too. */
  private static List<String> metadata() throws IOException {
    return Collections.list(MetadataTest.class.getClassLoader().getResources(FILE)).stream()
        .map(
            it -> {
              try (var in = it.openStream()) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            })
        .toList();
  }

  private static String property(Setting<?> setting) {
    String byDefault =
        setting.defaultText().isEmpty() || OTHER_DEFAULTS.contains(setting.name())
            ? ""
            : ",\n      \"defaultValue\": " + quoted(setting.defaultText());
    return """
                {
                  "name": %s,
                  "type": "%s",
                  "description": %s%s
                }"""
        .indent(4)
        .stripTrailing()
        .formatted(
            quoted("sallyport." + setting.name()),
            type(DEFAULTS.get(setting)),
            quoted(setting.meaning() + " Accepts " + setting.accepted() + "."),
            byDefault);
  }

  private static String type(Object value) {
    boolean isList = value instanceof List || value instanceof ProtectedPaths;
    return isList
        ? "java.util.List<java.lang.String>"
        : value instanceof Boolean ? "java.lang.Boolean" : "java.lang.String";
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}

package dev.sallyport.config;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The metadata of a module from which editors complete the properties of an application of Spring
 * Boot. Write it anew with {@code -Dtest.jvm.args=-Dmetadata.write=true}.
 */
public final class SettingsMetadata {
  private static final Path FILE =
      Path.of("src/main/resources/META-INF/spring-configuration-metadata.json");

  private final List<Setting<?>> all;
  private final Set<String> withOtherDefaults;
  private final Settings defaults;

  /**
   * Creates the metadata of settings.
   *
   * @param withOtherDefaults names of those that have another default in such an application
   */
  public SettingsMetadata(Collection<Setting<?>> settings, Set<String> withOtherDefaults) {
    this.all = settings.stream().sorted(Comparator.comparing(Setting::name)).toList();
    this.withOtherDefaults = withOtherDefaults;
    this.defaults = Settings.resolve(all, List.of());
  }

  /** Requires that the file of the module has this metadata, or writes it. */
  public void requireWritten() throws IOException {
    if (Boolean.getBoolean("metadata.write")) {
      Files.writeString(FILE, text());
    }
    assertThat(FILE).hasContent(text());
  }

  private String text() {
    String hints =
        all.stream().filter(it -> !words(it).isEmpty()).map(this::hint).collect(joining(",\n"));
    return all.stream()
            .map(this::property)
            .collect(joining(",\n", "{\n  \"properties\": [\n", "\n  ]"))
        + (hints.isEmpty() ? "" : ",\n  \"hints\": [\n" + hints + "\n  ]")
        + "\n}\n";
  }

  private String property(Setting<?> setting) {
    String byDefault =
        setting.defaultText().isEmpty() || withOtherDefaults.contains(setting.name())
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
            type(setting),
            quoted(setting.meaning() + " Accepts " + setting.accepted() + "."),
            byDefault);
  }

  private String hint(Setting<?> setting) {
    return """
                {
                  "name": %s,
                  "values": [%s]
                }"""
        .indent(4)
        .stripTrailing()
        .formatted(
            quoted("sallyport." + setting.name()),
            words(setting).stream()
                .map(it -> "{ \"value\": " + quoted(it) + " }")
                .collect(joining(", ")));
  }

  /** Returns the words that a setting with an enum accepts. */
  private List<String> words(Setting<?> setting) {
    return defaults.get(setting) instanceof Enum<?> constant
        ? Arrays.stream(constant.getDeclaringClass().getEnumConstants())
            .map(it -> it.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
            .sorted()
            .toList()
        : List.of();
  }

  /** Returns the type by the default value; a list may also be said to be words. */
  private String type(Setting<?> setting) {
    Object value = defaults.get(setting);
    boolean isList = value instanceof List || setting.accepted().endsWith(", separated by commas");
    return isList
        ? "java.util.List<java.lang.String>"
        : value instanceof Boolean ? "java.lang.Boolean" : "java.lang.String";
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}

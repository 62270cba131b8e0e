package dev.sallyport.spring.internal;

import dev.sallyport.config.Setting;
import dev.sallyport.config.SettingsMetadata;
import dev.sallyport.servlet.config.HttpSettings;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Editors complete all properties that an application may have. */
class MetadataTest {
  /** Settings with another default in an application of Spring Boot. */
  private static final Set<String> OTHER_DEFAULTS = Set.of("schema", "filter-order");

  @Test
  void describesAllSettingsThatAnApplicationMayHave() throws IOException {
    List<Setting<?>> accepted =
        SpringSettings.all().stream().filter(it -> !refused().contains(it)).toList();
    new SettingsMetadata(accepted, OTHER_DEFAULTS).requireWritten();
  }

  /** Returns the settings that no application has: it has beans instead, or fails to start. */
  private static List<Setting<?>> refused() {
    return Stream.concat(
            SpringSettings.ofDatabases(),
            Stream.of(SpringSettings.named("owner-directory"), HttpSettings.ON_START_FAILURE))
        .toList();
  }
}

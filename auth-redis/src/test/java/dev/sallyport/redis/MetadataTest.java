package dev.sallyport.redis;

import dev.sallyport.config.SettingsMetadata;
import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Editors complete the properties of an application of Spring Boot with this module. */
class MetadataTest {
  @Test
  void describesAllSettings() throws IOException {
    new SettingsMetadata(RedisSettings.all(), Set.of()).requireWritten();
  }
}

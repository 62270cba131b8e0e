package dev.sallyport.knox;

import dev.sallyport.config.Setting;
import dev.sallyport.config.SettingsMetadata;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Editors complete the properties of an application of Spring Boot with this module. */
class MetadataTest {
  @Test
  void describesAllSettings() throws IOException {
    List<Setting<?>> all = new ArrayList<>(KnoxSettings.ofServlets());
    all.add(KnoxSettings.KNOX_PREFIX);
    new SettingsMetadata(all, Set.of()).requireWritten();
  }
}

package dev.sallyport.jpa;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.config.SettingException;
import dev.sallyport.jdbc.BackendProviderContract;
import dev.sallyport.jdbc.ConfiguredSallyport;
import dev.sallyport.spi.StoreException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("replaces the naming provider of the JVM")
class JpaBackendProviderTest extends BackendProviderContract {
  @Test
  void namesTheSettingsOfADatabase() {
    assertThatThrownBy(() -> ConfiguredSallyport.with(Map.of()))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("exactly one of db-url, data-source and persistence-unit");
  }

  @Test
  void opensTheHostsUnitByItsName() {
    assertThatThrownBy(() -> ConfiguredSallyport.with(Map.of("persistence-unit", "no-such-unit")))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("'no-such-unit' for persistence-unit");
    assertThatThrownBy(
            () -> ConfiguredSallyport.with(Map.of("persistence-unit", "host", "schema", "migrate")))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("does not support migration");
  }
}

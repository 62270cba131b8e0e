package dev.sallyport.jpa;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.config.SettingException;
import dev.sallyport.jdbc.BackendProviderContract;
import dev.sallyport.jdbc.ConfiguredSallyport;
import dev.sallyport.jdbc.TestServer;
import dev.sallyport.spi.StoreException;
import java.util.HashMap;
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
  void selectsTheProviderBySetting() {
    Map<String, String> database =
        Map.of("db-url", TestServer.H2.newDatabase().url(), "db-user", "sa", "schema", "migrate");
    String present = HostUnit.isEclipseLink() ? "eclipselink" : "hibernate";
    String absent = HostUnit.isEclipseLink() ? "hibernate" : "eclipselink";
    ConfiguredSallyport.with(with(database, present)).close();
    assertThatThrownBy(() -> ConfiguredSallyport.with(with(database, absent)))
        .isInstanceOf(SettingException.class)
        .hasMessageStartingWith("Invalid value '%s' for persistence-provider:".formatted(absent))
        .hasMessageContaining("add the dependency org.");
    assertThatThrownBy(() -> ConfiguredSallyport.with(with(database, "toplink")))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("any or eclipselink or hibernate");
    assertThatThrownBy(
            () -> ConfiguredSallyport.with(with(Map.of("persistence-unit", "host"), present)))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("name the provider of the unit in its persistence.xml");
  }

  private static Map<String, String> with(Map<String, String> settings, String provider) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("persistence-provider", provider);
    return all;
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

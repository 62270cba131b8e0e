package dev.sallyport.jpa;

import dev.sallyport.config.Setting;
import dev.sallyport.config.SettingException;
import dev.sallyport.config.Settings;
import dev.sallyport.jdbc.JdbcSettings;
import dev.sallyport.jdbc.SchemaMode;
import dev.sallyport.jdbc.StoreDataSource;
import dev.sallyport.jpa.unit.ProviderKind;
import dev.sallyport.spi.Backend;
import dev.sallyport.spi.BackendProvider;
import dev.sallyport.spi.OwnerDirectory;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Provider of {@code store=jpa}: opens a {@link JpaBackend} from the settings of {@link
 * JpaSettings}.
 *
 * <p>Found by {@link java.util.ServiceLoader}.
 *
 * <pre>{@code
 * Backend backend = new JpaBackendProvider().open(settings, null);
 * }</pre>
 *
 * @since 0.1.0
 */
public final class JpaBackendProvider implements BackendProvider {
  @Override
  public String name() {
    return "jpa";
  }

  @Override
  public Optional<String> buildsUpon() {
    return Optional.of("jdbc");
  }

  @Override
  public List<Setting<?>> settings() {
    return JpaSettings.all();
  }

  @Override
  public Backend open(Settings settings, @Nullable OwnerDirectory hostOwners) {
    Setting<?> database =
        settings
            .choose(JdbcSettings.DB_URL, JdbcSettings.DATA_SOURCE, JpaSettings.PERSISTENCE_UNIT)
            .orElseThrow(JpaBackendProvider::noDatabase);
    JpaBackend.PERSISTENCE.require("store=jpa");
    if (!database.equals(JpaSettings.PERSISTENCE_UNIT)) {
      return JpaBackend.on(
          StoreDataSource.open(settings, database, hostOwners == null),
          hostOwners,
          ProviderKind.named(settings.get(JpaSettings.PERSISTENCE_PROVIDER)));
    }
    StoreDataSource.requireNoPool(settings, database);
    settings.requireUnset(
        List.of(JpaSettings.PERSISTENCE_PROVIDER),
        database,
        "with persistence-unit; name the provider of the unit in its persistence.xml");
    if (settings.get(JdbcSettings.SCHEMA) == SchemaMode.MIGRATE) {
      throw new SettingException(
          ("Invalid value 'migrate' for %s: persistence-unit does not support migration. Use"
                  + " db-url or data-source, or run the SQL scripts in the jar of auth-jdbc.")
              .formatted(settings.describe(JdbcSettings.SCHEMA)));
    }
    return JpaBackend.onUnit(settings.get(JpaSettings.PERSISTENCE_UNIT), hostOwners);
  }

  private static SettingException noDatabase() {
    return new SettingException(
        "Missing setting for store=jpa: expected exactly one of db-url, data-source and"
            + " persistence-unit.");
  }
}

package dev.sallyport.jpa;

import dev.sallyport.config.PasswordFile;
import dev.sallyport.config.Setting;
import dev.sallyport.config.SettingException;
import dev.sallyport.config.Settings;
import dev.sallyport.jpa.connection.DriverDataSource;
import dev.sallyport.jpa.connection.JdbcUrl;
import dev.sallyport.jpa.connection.OptionalDependency;
import dev.sallyport.spi.Backend;
import dev.sallyport.spi.BackendProvider;
import dev.sallyport.spi.OwnerDirectory;
import dev.sallyport.token.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * Provider of {@code store=jpa}: opens a {@link JpaBackend} from the settings of {@link
 * JpaSettings}.
 *
 * <p>Found by {@link java.util.ServiceLoader}.
 *
 * <pre>{@code
 * Backend backend = new JpaBackendProvider().open(settings, Optional.empty());
 * }</pre>
 *
 * @since 0.1.0
 */
public final class JpaBackendProvider implements BackendProvider {
  private static final List<Setting<?>> OF_DB_URL =
      List.of(
          JpaSettings.DB_USER,
          JpaSettings.DB_PASSWORD,
          JpaSettings.DB_PASSWORD_FILE,
          JpaSettings.DB_POOL_SIZE,
          JpaSettings.DB_TIMEOUT);

  @Override
  public String name() {
    return "jpa";
  }

  @Override
  public List<Setting<?>> settings() {
    return JpaSettings.all();
  }

  @Override
  public Backend open(Settings settings, Optional<OwnerDirectory> hostOwners) {
    Setting<?> database =
        settings
            .choose(JpaSettings.DB_URL, JpaSettings.DATA_SOURCE, JpaSettings.PERSISTENCE_UNIT)
            .orElseThrow(JpaBackendProvider::noDatabase);
    OptionalDependency.PERSISTENCE.require("store=jpa");
    if (database == JpaSettings.DB_URL) {
      return onPool(settings, hostOwners);
    }
    settings.requireUnset(
        OF_DB_URL,
        database,
        "without db-url; remove it, because the database is given by "
            + settings.describe(database));
    if (database == JpaSettings.DATA_SOURCE) {
      JndiDataSource source = new JndiDataSource(settings.get(JpaSettings.DATA_SOURCE));
      return JpaBackend.on(source.find(), settings.get(JpaSettings.SCHEMA), hostOwners);
    }
    if (settings.get(JpaSettings.SCHEMA) == SchemaMode.MIGRATE) {
      throw new SettingException(
          ("Invalid value 'migrate' for %s: persistence-unit does not support migration. Use"
                  + " db-url or data-source, or run the SQL scripts in the jar of auth-jpa.")
              .formatted(settings.describe(JpaSettings.SCHEMA)));
    }
    return JpaBackend.onUnit(settings.get(JpaSettings.PERSISTENCE_UNIT), hostOwners);
  }

  private static Backend onPool(Settings settings, Optional<OwnerDirectory> hostOwners) {
    OptionalDependency.HIKARI.require("The setting db-url");
    JdbcUrl url = new JdbcUrl(settings.get(JpaSettings.DB_URL));
    Duration timeout = settings.get(JpaSettings.DB_TIMEOUT);
    Properties properties = url.driverDefaults(timeout);
    if (settings.isGiven(JpaSettings.DB_USER)) {
      properties.setProperty("user", settings.get(JpaSettings.DB_USER));
    }
    password(settings).ifPresent(it -> properties.setProperty("password", it.reveal()));
    return JpaBackend.onPool(
        DriverDataSource.of(url, properties),
        settings.get(JpaSettings.DB_POOL_SIZE),
        timeout,
        settings.get(JpaSettings.SCHEMA),
        hostOwners);
  }

  private static Optional<Secret> password(Settings settings) {
    return settings
        .choose(JpaSettings.DB_PASSWORD, JpaSettings.DB_PASSWORD_FILE)
        .map(
            it ->
                it == JpaSettings.DB_PASSWORD
                    ? settings.get(JpaSettings.DB_PASSWORD)
                    : passwordFile(settings).read());
  }

  private static PasswordFile passwordFile(Settings settings) {
    return new PasswordFile(
        JpaSettings.DB_PASSWORD_FILE, settings.get(JpaSettings.DB_PASSWORD_FILE));
  }

  private static SettingException noDatabase() {
    return new SettingException(
        "Missing setting for store=jpa: expected exactly one of db-url, data-source and"
            + " persistence-unit.");
  }
}

package dev.sallyport.jpa;

import dev.sallyport.config.Setting;
import dev.sallyport.config.SettingException;
import dev.sallyport.config.Settings;
import dev.sallyport.internal.PasswordFile;
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

/** {@code store=jpa}: keys, and owners unless the host has its own, in a relational database. */
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
    Setting<?> place =
        settings
            .choose(JpaSettings.DB_URL, JpaSettings.DATA_SOURCE, JpaSettings.PERSISTENCE_UNIT)
            .orElseThrow(JpaBackendProvider::noPlace);
    OptionalDependency.PERSISTENCE.require("The store jpa");
    if (place == JpaSettings.DB_URL) {
      return onPool(settings, hostOwners);
    }
    settings.requireUnset(
        OF_DB_URL,
        place,
        "without db-url, to which alone it belongs, beside " + settings.describe(place));
    if (place == JpaSettings.DATA_SOURCE) {
      JndiDataSource source = new JndiDataSource(settings.get(JpaSettings.DATA_SOURCE));
      return JpaBackend.on(source.find(), settings.get(JpaSettings.SCHEMA), hostOwners);
    }
    if (settings.get(JpaSettings.SCHEMA) == SchemaMode.MIGRATE) {
      throw new SettingException(
          "The setting %s is 'migrate', which does not go with persistence-unit: give db-url"
                  .formatted(settings.describe(JpaSettings.SCHEMA))
              + " or data-source, or run the scripts in auth-jpa's jar yourself.");
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

  private static SettingException noPlace() {
    return new SettingException(
        "The store jpa needs exactly one of the settings db-url, data-source and persistence-unit,"
            + " not none.");
  }
}

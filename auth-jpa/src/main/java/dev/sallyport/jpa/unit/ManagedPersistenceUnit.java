package dev.sallyport.jpa.unit;

import dev.sallyport.config.SettingException;
import dev.sallyport.jpa.connection.DatabaseFailure;
import dev.sallyport.jpa.entity.AccountEntity;
import dev.sallyport.jpa.entity.AuditEntity;
import dev.sallyport.jpa.entity.AuditHeadEntity;
import dev.sallyport.jpa.entity.KeyEntity;
import dev.sallyport.jpa.entity.OwnerLockEntity;
import dev.sallyport.jpa.entity.ResourceEntity;
import dev.sallyport.jpa.entity.UsageEntity;
import dev.sallyport.jpa.entity.UserEntity;
import dev.sallyport.spi.StoreException;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.SharedCacheMode;
import jakarta.persistence.ValidationMode;
import jakarta.persistence.spi.ClassTransformer;
import jakarta.persistence.spi.PersistenceProvider;
import jakarta.persistence.spi.PersistenceProviderResolverHolder;
import jakarta.persistence.spi.PersistenceUnitInfo;
import java.net.URL;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A persistence unit of our own on a data source, made without a {@code persistence.xml}: one in
 * our jar would be found, and started, by a host's container.
 */
public final class ManagedPersistenceUnit implements PersistenceUnitInfo {
  private static final List<Class<?>> OF_KEYS =
      List.of(
          KeyEntity.class,
          OwnerLockEntity.class,
          ResourceEntity.class,
          AuditEntity.class,
          AuditHeadEntity.class,
          UsageEntity.class);
  private static final List<Class<?>> OF_OWNERS = List.of(AccountEntity.class, UserEntity.class);
  private static final String NAME = "sallyport";

  private final DataSource source;
  private final Properties properties = new Properties();

  private ManagedPersistenceUnit(DataSource source) {
    this.source = source;
    properties.setProperty("jakarta.persistence.schema-generation.database.action", "none");
    properties.setProperty("hibernate.hbm2ddl.auto", "none");
    properties.setProperty("hibernate.type.preferred_instant_jdbc_type", "TIMESTAMP_UTC");
    properties.setProperty("hibernate.cache.use_second_level_cache", "false");
    properties.setProperty("hibernate.connection.provider_disables_autocommit", "false");
    properties.setProperty("hibernate.cfg_xml_file", "");
    properties.setProperty("hibernate.jdbc.log.errors", "false"); // drivers quote rows in them
  }

  /** All that are needed; those of owners only unless the host has its own. */
  static List<Class<?>> entities(boolean withOwners) {
    return withOwners
        ? Stream.<Class<?>>concat(OF_KEYS.stream(), OF_OWNERS.stream()).toList()
        : OF_KEYS;
  }

  /**
   * Starts the unit with the first provider that takes it.
   *
   * @throws SettingException if there is no provider
   * @throws StoreException if the provider fails
   */
  public static EntityManagerFactory start(DataSource source) {
    ManagedPersistenceUnit unit = new ManagedPersistenceUnit(HostProperties.withoutUser(source));
    try {
      return PersistenceProviderResolverHolder.getPersistenceProviderResolver()
          .getPersistenceProviders()
          .stream()
          .map(provider -> unit.startWith(provider))
          .filter(Objects::nonNull)
          .findFirst()
          .orElseThrow(ManagedPersistenceUnit::noProvider);
    } catch (SettingException e) {
      throw e;
    } catch (RuntimeException e) {
      DatabaseFailure failure = DatabaseFailure.of(e);
      throw new StoreException(
          "The persistence unit of Sallyport could not be started: " + failure.summary() + ".",
          failure);
    }
  }

  private @Nullable EntityManagerFactory startWith(PersistenceProvider provider) {
    return provider.createContainerEntityManagerFactory(
        this, HostProperties.hiddenFrom(provider, properties.stringPropertyNames()));
  }

  /**
   * Makes sure that the unit reads the tables as they are.
   *
   * @throws StoreException if it does not; one sentence that tells what to do
   */
  public static void requireReadable(EntityManagerFactory unit, boolean withOwners) {
    new MappedTables(unit)
        .requireReadable(
            withOwners,
            "The persistence unit of Sallyport cannot read %s (%s), although its table fits: look"
                + " for what the application tells all persistence units, such as an integrator of"
                + " Hibernate.");
  }

  static SettingException noProvider() {
    return new SettingException(
        "There is no Jakarta Persistence provider on the class path: add the dependency"
            + " org.hibernate.orm:hibernate-core.");
  }

  @Override
  public String getPersistenceUnitName() {
    return NAME;
  }

  @Override
  public @Nullable String getPersistenceProviderClassName() {
    return null;
  }

  @Override
  @SuppressWarnings("removal") // 3.2 deprecates the type, but its own interface still has it
  public jakarta.persistence.spi.PersistenceUnitTransactionType getTransactionType() {
    return jakarta.persistence.spi.PersistenceUnitTransactionType.RESOURCE_LOCAL;
  }

  @Override
  public @Nullable DataSource getJtaDataSource() {
    return null;
  }

  @Override
  public DataSource getNonJtaDataSource() {
    return source;
  }

  @Override
  public List<String> getManagedClassNames() {
    return entities(true).stream().map(Class::getName).toList();
  }

  @Override
  public List<String> getMappingFileNames() {
    return List.of();
  }

  @Override
  public List<URL> getJarFileUrls() {
    return List.of();
  }

  @Override
  public @Nullable URL getPersistenceUnitRootUrl() {
    return null;
  }

  @Override
  public boolean excludeUnlistedClasses() {
    return true;
  }

  @Override
  public SharedCacheMode getSharedCacheMode() {
    return SharedCacheMode.NONE;
  }

  @Override
  public ValidationMode getValidationMode() {
    return ValidationMode.NONE;
  }

  @Override
  public Properties getProperties() {
    return properties;
  }

  @Override
  public String getPersistenceXMLSchemaVersion() {
    return "3.0";
  }

  @Override
  public ClassLoader getClassLoader() {
    return ManagedPersistenceUnit.class.getClassLoader();
  }

  @Override
  public @Nullable ClassLoader getNewTempClassLoader() {
    return null;
  }

  @Override
  public void addTransformer(ClassTransformer transformer) {
    // our classes are used as they are
  }

  /** New in 3.2. */
  @SuppressWarnings("MissingOverride") // there is nothing to override in 3.1
  public @Nullable String getScopeAnnotationName() {
    return null;
  }

  /** New in 3.2. */
  @SuppressWarnings("MissingOverride") // there is nothing to override in 3.1
  public List<String> getQualifierAnnotationNames() {
    return List.of();
  }
}

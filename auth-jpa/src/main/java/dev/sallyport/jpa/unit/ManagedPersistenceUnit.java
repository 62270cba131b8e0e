package dev.sallyport.jpa.unit;

import dev.sallyport.config.SettingException;
import dev.sallyport.jdbc.connection.DatabaseFailure;
import dev.sallyport.jpa.entity.AccountEntity;
import dev.sallyport.jpa.entity.AuditEntity;
import dev.sallyport.jpa.entity.AuditHeadEntity;
import dev.sallyport.jpa.entity.KeyEntity;
import dev.sallyport.jpa.entity.OwnerLockEntity;
import dev.sallyport.jpa.entity.ResourceEntity;
import dev.sallyport.jpa.entity.UsageEntity;
import dev.sallyport.jpa.entity.UserEntity;
import dev.sallyport.spi.StoreException;
import dev.sallyport.spi.StoreSetupException;
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
 * Sallyport's own persistence unit on a data source. It has no {@code persistence.xml}: the host's
 * container would find and start a unit in Sallyport's jar.
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

  /** Returns all entities; those of accounts and users only if they are stored in this unit too. */
  static List<Class<?>> entities(boolean withOwners) {
    return withOwners
        ? Stream.<Class<?>>concat(OF_KEYS.stream(), OF_OWNERS.stream()).toList()
        : OF_KEYS;
  }

  /**
   * Starts the unit with the first provider that accepts it.
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
      throw new StoreSetupException(
          "Could not start the persistence unit of Sallyport: " + failure.summary() + ".", failure);
    }
  }

  private @Nullable EntityManagerFactory startWith(PersistenceProvider provider) {
    return provider.createContainerEntityManagerFactory(
        this, HostProperties.hiddenFrom(provider, properties.stringPropertyNames()));
  }

  /**
   * Requires that the unit can read the tables.
   *
   * @param withOwners whether accounts and users are stored in this unit too
   * @throws StoreException if it cannot; the message is one sentence with the remedy
   */
  public static void requireReadable(EntityManagerFactory unit, boolean withOwners) {
    new MappedTables(unit)
        .requireReadable(
            withOwners,
            "The persistence unit of Sallyport cannot read %s (%s), although its table fits: look"
                + " for what the application configures for all persistence units, such as an"
                + " integrator of Hibernate.");
  }

  static SettingException noProvider() {
    return new SettingException(
        "No Jakarta Persistence provider on the class path: add the dependency"
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
  @SuppressWarnings("removal") // deprecated in 3.2, but still part of its interface
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
    // classes are used without transformation
  }

  /** Added in Jakarta Persistence 3.2. */
  @SuppressWarnings("MissingOverride") // 3.1 has no such method
  public @Nullable String getScopeAnnotationName() {
    return null;
  }

  /** Added in Jakarta Persistence 3.2. */
  @SuppressWarnings("MissingOverride") // 3.1 has no such method
  public List<String> getQualifierAnnotationNames() {
    return List.of();
  }
}

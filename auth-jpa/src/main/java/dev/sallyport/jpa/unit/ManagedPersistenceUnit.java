package dev.sallyport.jpa.unit;

import dev.sallyport.config.SettingException;
import dev.sallyport.jdbc.connection.DatabaseFailure;
import dev.sallyport.jdbc.schema.AutoCommit;
import dev.sallyport.jpa.entity.AccountEntity;
import dev.sallyport.jpa.entity.AuditEntity;
import dev.sallyport.jpa.entity.AuditHeadEntity;
import dev.sallyport.jpa.entity.KeyEntity;
import dev.sallyport.jpa.entity.OwnerLockEntity;
import dev.sallyport.jpa.entity.ResourceEntity;
import dev.sallyport.jpa.entity.SessionEntity;
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
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
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
          UsageEntity.class,
          SessionEntity.class);
  private static final List<Class<?>> OF_OWNERS = List.of(AccountEntity.class, UserEntity.class);
  private static final String NAME = "sallyport";

  private final DataSource source;
  private final PersistenceProvider provider;
  private final ProviderKind kind;
  private final Properties properties = new Properties();

  private ManagedPersistenceUnit(DataSource source, PersistenceProvider provider) {
    this.provider = provider;
    this.kind = ProviderKind.ofObject(provider);
    // EclipseLink reads before the first write of a transaction outside it.
    this.source = kind == ProviderKind.ECLIPSELINK ? AutoCommit.enforce(source) : source;
    properties.setProperty("jakarta.persistence.schema-generation.database.action", "none");
    properties.putAll(kind.properties());
    if (kind == ProviderKind.ECLIPSELINK) {
      // Units with the same session name would share one session, and thus one database.
      properties.setProperty("eclipselink.session-name", NAME + "-" + UUID.randomUUID());
    }
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
   * @param required the only provider that may be used; empty for any
   * @throws SettingException if there is no such provider
   * @throws StoreException if the provider fails
   */
  public static EntityManagerFactory start(DataSource source, Optional<ProviderKind> required) {
    DataSource withoutUser = HostProperties.withoutUser(source);
    try {
      return PersistenceProviderResolverHolder.getPersistenceProviderResolver()
          .getPersistenceProviders()
          .stream()
          .filter(provider -> required.isEmpty() || required.get().hasClassOf(provider))
          .map(provider -> new ManagedPersistenceUnit(withoutUser, provider).start())
          .filter(Objects::nonNull)
          .findFirst()
          .orElseThrow(() -> noProvider(required));
    } catch (SettingException | StoreException e) {
      throw e;
    } catch (RuntimeException e) {
      DatabaseFailure failure = DatabaseFailure.of(e);
      throw new StoreSetupException(
          "Could not start the persistence unit of Sallyport: " + failure.summary() + ".", failure);
    }
  }

  private @Nullable EntityManagerFactory start() {
    if (kind == ProviderKind.ECLIPSELINK) {
      requireExactInstants();
    }
    return provider.createContainerEntityManagerFactory(
        this, HostProperties.hiddenFrom(provider, properties.stringPropertyNames()));
  }

  private void requireExactInstants() {
    try (Connection connection = source.getConnection()) {
      EclipseLinkDatabase.requireExactInstants(connection);
    } catch (SQLException e) {
      throw new StoreException(
          "Could not connect to the database of Sallyport.", DatabaseFailure.of(e));
    }
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

  private static SettingException noProvider(Optional<ProviderKind> required) {
    return new SettingException(
        required
            .map(
                it ->
                    ("Invalid value '%s' for persistence-provider: the provider is not on the class"
                            + " path; add the dependency %s.")
                        .formatted(it.word(), it.dependency()))
            .orElse(
                "No Jakarta Persistence provider on the class path: add the dependency "
                    + ProviderKind.HIBERNATE.dependency()
                    + "."));
  }

  @Override
  public String getPersistenceUnitName() {
    return NAME;
  }

  @Override
  public String getPersistenceProviderClassName() {
    return provider.getClass().getName();
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
    return kind == ProviderKind.ECLIPSELINK ? List.of(kind.mappingFile()) : List.of();
  }

  @Override
  public List<URL> getJarFileUrls() {
    return List.of();
  }

  /** Hibernate would search the archive for mapping files, EclipseLink requires one. */
  @Override
  public @Nullable URL getPersistenceUnitRootUrl() {
    return kind == ProviderKind.ECLIPSELINK
        ? ManagedPersistenceUnit.class.getProtectionDomain().getCodeSource().getLocation()
        : null;
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

package dev.sallyport.jpa.unit;

import dev.sallyport.jdbc.connection.DatabaseFailure;
import dev.sallyport.jpa.entity.AuditHeadEntity;
import dev.sallyport.jpa.statement.AuditAppender;
import dev.sallyport.spi.StoreException;
import dev.sallyport.spi.StoreSetupException;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

/** A persistence unit of the host application that also maps Sallyport's entities. */
public final class HostPersistenceUnit {
  private static final String CONVERTED = "sallyport.instants-converted";
  private static final String SCRIPTS =
      "dev/sallyport/jdbc/schema/*/*.sql in the jar sallyport-jdbc";
  private static final String INSTANT_TYPE = "hibernate.type.preferred_instant_jdbc_type";
  private static final String TRANSACTION_COORDINATOR = "hibernate.transaction.coordinator_class";
  private static final String SHARED_CACHE_MODE = "jakarta.persistence.sharedCache.mode";
  private static final String NOT_RESOURCE_LOCAL =
      "The host's persistence unit uses JTA transactions or is closed; Sallyport needs a"
          + " resource-local one. Name such a unit, or use the setting data-source instead.";

  private final EntityManagerFactory entityManagers;

  /** Creates the view of an open unit. */
  public HostPersistenceUnit(EntityManagerFactory entityManagers) {
    this.entityManagers = entityManagers;
  }

  /**
   * Starts a unit by its name.
   *
   * @throws StoreException if there is no such unit or it does not start
   */
  public static EntityManagerFactory start(String name) {
    try {
      return Persistence.createEntityManagerFactory(name);
    } catch (RuntimeException e) {
      DatabaseFailure failure = DatabaseFailure.of(e);
      throw new StoreSetupException(
          ("Invalid value '%s' for persistence-unit: the unit could not be started (%s); expected"
                  + " the name of a resource-local unit in a META-INF/persistence.xml, with its"
                  + " provider on the class path.")
              .formatted(name, failure.summary()),
          failure);
    }
  }

  /**
   * Requires that the unit can store keys and, if needed, owners.
   *
   * @param withOwners whether accounts and users are stored in this unit too
   * @throws StoreException if it cannot; the message is one sentence with the remedy
   */
  public void requireFit(boolean withOwners) {
    try {
      require(withOwners);
    } catch (StoreException e) {
      throw e;
    } catch (RuntimeException e) { // EclipseLink starts a unit at its first use
      DatabaseFailure failure = DatabaseFailure.of(e);
      throw new StoreException(
          "Could not use the host's persistence unit: " + failure.summary() + ".", failure);
    }
  }

  private void require(boolean withOwners) {
    requireResourceLocal();
    ProviderKind provider = provider();
    ManagedPersistenceUnit.entities(withOwners).forEach(it -> requireMapped(it, provider));
    requireMappingFile(provider);
    requireInstantsInUtc();
    if (provider == ProviderKind.ECLIPSELINK) {
      requirePlatform();
      new Transactions(entityManagers)
          .run("examine the database of the host's persistence unit", this::isExact);
    }
    new MappedTables(entityManagers)
        .requireReadable(
            withOwners,
            "The table of %s in the database of the host's persistence unit does not fit (%s): run"
                + " the script for your database, "
                + SCRIPTS
                + ".");
    requireAuditHead();
    requireNotCached();
  }

  private ProviderKind provider() {
    try (EntityManager entityManager = entityManagers.createEntityManager()) {
      return ProviderKind.of(entityManager);
    }
  }

  private void requireMapped(Class<?> entity, ProviderKind provider) {
    try {
      entityManagers.getMetamodel().entity(entity);
    } catch (IllegalArgumentException e) {
      throw new StoreSetupException(
          "The host's persistence unit does not map the entities of Sallyport: add"
              + " <mapping-file>%s</mapping-file> to it.".formatted(provider.mappingFile()));
    }
  }

  /** Only the mapping file for EclipseLink has the query. */
  private void requireMappingFile(ProviderKind provider) {
    boolean isConverted;
    try (EntityManager entityManager = entityManagers.createEntityManager()) {
      isConverted = entityManager.createNamedQuery(CONVERTED) != null;
    } catch (IllegalArgumentException e) {
      isConverted = false;
    }
    if (isConverted != (provider == ProviderKind.ECLIPSELINK)) {
      throw new StoreSetupException(
          "The host's persistence unit lists the mapping file of Sallyport for another provider: use"
              + " <mapping-file>%s</mapping-file>.".formatted(provider.mappingFile()));
    }
  }

  private void requirePlatform() {
    Object platform = entityManagers.getProperties().get(EclipseLinkDatabase.PLATFORM);
    if (platform == null || !upperCase(platform).contains("POSTGRESQL")) {
      throw new StoreSetupException(
          "The host's persistence unit with EclipseLink needs the property %s=%s, on H2 too."
              .formatted(EclipseLinkDatabase.PLATFORM, EclipseLinkDatabase.POSTGRESQL));
    }
  }

  private boolean isExact(EntityManager entityManager) {
    try {
      EclipseLinkDatabase.requireExactInstants(entityManager.unwrap(Connection.class));
      return true;
    } catch (SQLException e) {
      throw new StoreException(
          "Could not connect to the database of the host's persistence unit.",
          DatabaseFailure.of(e));
    }
  }

  /**
   * Hibernate can be configured to write instants in the JVM's time zone, in which some do not
   * exist.
   */
  private void requireInstantsInUtc() {
    Object type = entityManagers.getProperties().get(INSTANT_TYPE);
    if (type != null && List.of("TIMESTAMP", "93").contains(upperCase(type))) {
      throw new StoreSetupException(
          "The host's persistence unit sets %s to %s, which loses time zones: remove it, or set"
                  .formatted(INSTANT_TYPE, type)
              + " it to TIMESTAMP_UTC.");
    }
  }

  /**
   * Digests must not be cached, and a provider may be unable to cache them. Not every provider
   * tells the mode; the row that was read is in a cache that is used.
   */
  private void requireNotCached() {
    Object mode = entityManagers.getProperties().get(SHARED_CACHE_MODE);
    try (EntityManager entityManager = entityManagers.createEntityManager()) {
      entityManager.find(AuditHeadEntity.class, 1); // EclipseLink caches no reads of transactions
    }
    if ((mode != null && upperCase(mode).equals("ALL"))
        || entityManagers.getProperties().entrySet().stream()
            .anyMatch(it -> isCached(it.getKey(), it.getValue()))
        || entityManagers.getCache().contains(AuditHeadEntity.class, 1)) {
      throw new StoreSetupException(
          "The host's persistence unit has <shared-cache-mode>ALL</shared-cache-mode>, which would"
              + " keep the digests of keys in its cache: use ENABLE_SELECTIVE or"
              + " DISABLE_SELECTIVE, and no property eclipselink.cache.shared for them.");
    }
  }

  private static boolean isCached(String property, Object value) {
    return property.startsWith("eclipselink.cache.shared.")
        && property.contains("allyport")
        && upperCase(value).equals("TRUE");
  }

  /** With JTA, Hibernate would silently join the host's transaction. */
  private void requireResourceLocal() {
    Object coordinator = entityManagers.getProperties().get(TRANSACTION_COORDINATOR);
    if (coordinator != null && upperCase(coordinator).contains("JTA")) {
      throw new StoreSetupException(NOT_RESOURCE_LOCAL);
    }
    try (EntityManager entityManager = entityManagers.createEntityManager()) {
      entityManager.getTransaction();
    } catch (IllegalStateException e) {
      throw new StoreSetupException(NOT_RESOURCE_LOCAL, DatabaseFailure.of(e));
    }
  }

  private void requireAuditHead() {
    if (!new Transactions(entityManagers)
        .run("read the end of the audit log", AuditAppender::hasHead)) {
      throw new StoreSetupException(
          "The table sallyport_audit_head in the database of the host's persistence unit has no row"
              + " with id 1: run the script for your database, %s.".formatted(SCRIPTS));
    }
  }

  private static String upperCase(Object text) {
    return text.toString().toUpperCase(Locale.ROOT);
  }
}

package dev.sallyport.jpa.unit;

import jakarta.persistence.EntityManager;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Persistence providers that Sallyport is tested with, and how they differ. */
public enum ProviderKind {
  /** Hibernate, or another provider, which is treated alike. */
  HIBERNATE(
      "org.hibernate.", "org.hibernate.orm:hibernate-core", "META-INF/sallyport-orm.xml", null),
  ECLIPSELINK(
      "org.eclipse.persistence.",
      "org.eclipse.persistence:org.eclipse.persistence.jpa",
      "META-INF/sallyport-eclipselink-orm.xml",
      "");

  private final String packages;
  private final String dependency;
  private final String mappingFile;
  private final @Nullable String unset;

  ProviderKind(String packages, String dependency, String mappingFile, @Nullable String unset) {
    this.packages = packages;
    this.dependency = dependency;
    this.mappingFile = mappingFile;
    this.unset = unset;
  }

  /** Returns the provider with a name in the setting {@code persistence-provider}. */
  public static Optional<ProviderKind> named(String name) {
    return Arrays.stream(values()).filter(it -> it.word().equals(name)).findFirst();
  }

  /** Returns the provider of an entity manager, also of one that a container wraps. */
  public static ProviderKind of(EntityManager entityManager) {
    return ofObject(entityManager.getDelegate());
  }

  /** Returns the provider that an object belongs to. */
  static ProviderKind ofObject(Object object) {
    return ECLIPSELINK.hasClassOf(object) ? ECLIPSELINK : HIBERNATE;
  }

  /** Returns whether the class of an object belongs to this provider. */
  boolean hasClassOf(Object object) {
    return object.getClass().getName().startsWith(packages);
  }

  /** Returns the name in the setting {@code persistence-provider}. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the group and artifact of the provider. */
  String dependency() {
    return dependency;
  }

  /** Returns the mapping file that a unit of the host lists. */
  String mappingFile() {
    return mappingFile;
  }

  /**
   * Returns whether a property that the host sets for all units is hidden from Sallyport's. Most of
   * EclipseLink's cannot be unset: it takes an empty text for a value.
   */
  boolean hides(String property) {
    Set<String> prefixes =
        switch (this) {
          case HIBERNATE -> Set.of("hibernate.", "jakarta.persistence.", "javax.persistence.");
          case ECLIPSELINK ->
              Set.of("jakarta.persistence.jdbc.", "jakarta.persistence.schema-generation.");
        };
    return prefixes.stream().anyMatch(property::startsWith);
  }

  /** Returns the value with which the provider ignores a hidden property. */
  @Nullable String unset() {
    return unset;
  }

  /** Returns the properties of Sallyport's own unit. Drivers quote rows in what is not logged. */
  Map<String, String> properties() {
    return switch (this) {
      case HIBERNATE ->
          Map.of(
              "hibernate.hbm2ddl.auto", "none",
              "hibernate.type.preferred_instant_jdbc_type", "TIMESTAMP_UTC",
              "hibernate.cache.use_second_level_cache", "false",
              "hibernate.connection.provider_disables_autocommit", "false",
              "hibernate.cfg_xml_file", "",
              "hibernate.jdbc.log.errors", "false");
      case ECLIPSELINK ->
          Map.ofEntries(
              Map.entry("eclipselink.ddl-generation", "none"),
              Map.entry(EclipseLinkDatabase.PLATFORM, EclipseLinkDatabase.POSTGRESQL),
              Map.entry("eclipselink.weaving", "false"),
              Map.entry("eclipselink.cache.shared.default", "false"),
              Map.entry("eclipselink.exclude-eclipselink-orm", "true"),
              Map.entry("eclipselink.logging.parameters", "false"),
              Map.entry("eclipselink.logging.level", "OFF"),
              Map.entry("eclipselink.deploy-on-startup", "true"),
              Map.entry("eclipselink.profiler", "NoProfiler"),
              Map.entry("eclipselink.jdbc.batch-writing", "NONE"),
              Map.entry("jakarta.persistence.sharedCache.mode", "NONE"),
              Map.entry("jakarta.persistence.validation.mode", "NONE"));
    };
  }
}

package dev.sallyport.jpa.unit;

import jakarta.persistence.EntityManager;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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

  /** Returns the value with which the provider ignores a property, even a system property. */
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
          Map.of(
              "eclipselink.ddl-generation",
              "none",
              "eclipselink.weaving",
              "false",
              "eclipselink.cache.shared.default",
              "false",
              "eclipselink.exclude-eclipselink-orm",
              "true",
              "eclipselink.logging.parameters",
              "false",
              "eclipselink.logging.level",
              "OFF");
    };
  }
}

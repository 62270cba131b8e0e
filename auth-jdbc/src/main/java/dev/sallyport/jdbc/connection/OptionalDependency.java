package dev.sallyport.jdbc.connection;

import dev.sallyport.config.SettingException;

/**
 * Library that only some settings require and that the host adds as a dependency.
 *
 * @param className the name of one of its classes
 * @param dependency its group and artifact
 */
public record OptionalDependency(String className, String dependency) {
  /** Needed with the setting {@code db-url}. */
  public static final OptionalDependency HIKARI =
      new OptionalDependency("com.zaxxer.hikari.HikariDataSource", "com.zaxxer:HikariCP");

  /** Needed with {@code schema=migrate}. */
  public static final OptionalDependency FLYWAY =
      new OptionalDependency("org.flywaydb.core.Flyway", "org.flywaydb:flyway-core");

  /**
   * Requires the library before a class that refers to it is loaded.
   *
   * @param what what needs the library, as the start of a sentence
   * @throws SettingException if the library is not on the class path
   */
  public void require(String what) {
    require(what, OptionalDependency.class.getClassLoader());
  }

  /**
   * Requires the library in a given class loader.
   *
   * @param what what needs the library, as the start of a sentence
   * @param loader the class loader to search
   * @throws SettingException if the class loader does not find the library
   */
  public void require(String what, ClassLoader loader) {
    try {
      Class<?> found = Class.forName(className, false, loader);
      getClass().getModule().addReads(found.getModule()); // of a library without a module name
    } catch (ClassNotFoundException | LinkageError e) {
      throw new SettingException(
          "%s needs a library that is not on the class path: add the dependency %s."
              .formatted(what, dependency));
    }
  }
}

package dev.sallyport.jpa.connection;

import dev.sallyport.config.SettingException;

/** A library that is needed for some settings only, and that a host then adds itself. */
public enum OptionalDependency {
  PERSISTENCE("jakarta.persistence.Persistence", "org.hibernate.orm:hibernate-core"),
  HIKARI("com.zaxxer.hikari.HikariDataSource", "com.zaxxer:HikariCP"),
  FLYWAY("org.flywaydb.core.Flyway", "org.flywaydb:flyway-core");

  private final String className;
  private final String dependency;

  OptionalDependency(String className, String dependency) {
    this.className = className;
    this.dependency = dependency;
  }

  /**
   * Makes sure that it is there, before a class that refers to it is loaded.
   *
   * @param what what needs it, to start a sentence
   * @throws SettingException if it is not
   */
  public void require(String what) {
    require(what, OptionalDependency.class.getClassLoader());
  }

  public void require(String what, ClassLoader loader) {
    try {
      Class.forName(className, false, loader);
    } catch (ClassNotFoundException | LinkageError e) {
      throw new SettingException(
          "%s needs a library that is not on the class path: add the dependency %s."
              .formatted(what, dependency));
    }
  }
}

package dev.sallyport.jpa;

import dev.sallyport.config.SettingException;
import java.util.Optional;
import java.util.stream.Stream;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;

/** A data source that the host or its container keeps under a name. */
record JndiDataSource(String name) {
  /**
   * Looks it up, as it is named and in the component's own namespace.
   *
   * @throws SettingException if there is none
   */
  DataSource find() {
    return Stream.of(name, "java:comp/env/" + name)
        .flatMap(candidate -> lookUp(candidate).stream())
        .findFirst()
        .orElseThrow(
            () ->
                new SettingException(
                    "The setting data-source is '%s', but there is no such DataSource in JNDI:"
                            .formatted(name)
                        + " accepted is "
                        + JpaSettings.DATA_SOURCE.accepted()
                        + "."));
  }

  @SuppressWarnings("BanJNDI") // the name is the operator's, and no client has a say in it
  private static Optional<DataSource> lookUp(String name) {
    try {
      return InitialContext.doLookup(name) instanceof DataSource source
          ? Optional.of(source)
          : Optional.empty();
    } catch (NamingException notUnderThisName) {
      return Optional.empty();
    }
  }
}

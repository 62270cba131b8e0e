package dev.sallyport.jdbc;

import dev.sallyport.config.SettingException;
import java.util.Optional;
import java.util.stream.Stream;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;

/**
 * A data source that is registered in JNDI by the host application or its container.
 *
 * @param name the JNDI name, with or without {@code java:comp/env/}
 */
record JndiDataSource(String name) {
  /**
   * Looks the data source up under its name, then below {@code java:comp/env/}.
   *
   * @throws SettingException if there is no {@code DataSource} under either name
   */
  DataSource find() {
    return Stream.of(name, "java:comp/env/" + name)
        .flatMap(candidate -> lookUp(candidate).stream())
        .findFirst()
        .orElseThrow(
            () ->
                new SettingException(
                    "Invalid value '%s' for data-source: no such DataSource in JNDI; expected %s."
                        .formatted(name, JdbcSettings.DATA_SOURCE.accepted())));
  }

  @SuppressWarnings(
      "BanJNDI") // the name comes from the operator's configuration, never from a client
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

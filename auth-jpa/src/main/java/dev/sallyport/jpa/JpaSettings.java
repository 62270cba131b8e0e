package dev.sallyport.jpa;

import dev.sallyport.config.Setting;
import dev.sallyport.jdbc.JdbcSettings;
import java.util.List;
import java.util.stream.Stream;

/**
 * Setting of {@code store=jpa}, which also reads those of {@link JdbcSettings}.
 *
 * <pre>{@code
 * String unit = settings.get(JpaSettings.PERSISTENCE_UNIT);
 * }</pre>
 *
 * @since 0.1.0
 */
public final class JpaSettings {
  /** Name of the host's persistence unit. */
  public static final Setting<String> PERSISTENCE_UNIT =
      Setting.text(
          "persistence-unit",
          "the name of a persistence unit",
          "Name of the host's resource-local persistence unit, which must list"
              + " `META-INF/sallyport-orm.xml` as a mapping file. Alternative to `db-url`.");

  private JpaSettings() {}

  /** Returns all settings of {@code store=jpa}. */
  public static List<Setting<?>> all() {
    return Stream.concat(JdbcSettings.all().stream(), Stream.of(PERSISTENCE_UNIT)).toList();
  }
}

package dev.sallyport.jpa;

import dev.sallyport.config.Setting;
import dev.sallyport.jdbc.JdbcSettings;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Settings of {@code store=jpa}, which also reads those of {@link JdbcSettings}.
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
              + " `META-INF/sallyport-orm.xml`, or with EclipseLink"
              + " `META-INF/sallyport-eclipselink-orm.xml`, as a mapping file. Alternative to"
              + " `db-url`.");

  /** Persistence provider of Sallyport's own persistence unit. */
  public static final Setting<String> PERSISTENCE_PROVIDER =
      Setting.choice(
          "persistence-provider",
          "any",
          Map.of("any", "any", "hibernate", "hibernate", "eclipselink", "eclipselink"),
          "Jakarta Persistence provider that runs Sallyport's own persistence unit on `db-url` or"
              + " `data-source`. `any` takes the first on the class path.");

  private JpaSettings() {}

  /** Returns all settings of {@code store=jpa}. */
  public static List<Setting<?>> all() {
    return Stream.concat(
            JdbcSettings.all().stream(), Stream.of(PERSISTENCE_UNIT, PERSISTENCE_PROVIDER))
        .toList();
  }
}

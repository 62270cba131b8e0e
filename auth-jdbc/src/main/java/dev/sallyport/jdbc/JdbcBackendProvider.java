package dev.sallyport.jdbc;

import dev.sallyport.config.Setting;
import dev.sallyport.config.SettingException;
import dev.sallyport.config.Settings;
import dev.sallyport.spi.Backend;
import dev.sallyport.spi.BackendProvider;
import dev.sallyport.spi.OwnerDirectory;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Provider of {@code store=jdbc}: opens a {@link JdbcBackend} from the settings of {@link
 * JdbcSettings}.
 *
 * <p>Found by {@link java.util.ServiceLoader}.
 *
 * <pre>{@code
 * <init-param>
 *   <param-name>data-source</param-name>
 *   <param-value>jdbc/app</param-value>
 * </init-param>
 * }</pre>
 *
 * @since 0.1.0
 */
public final class JdbcBackendProvider implements BackendProvider {
  @Override
  public String name() {
    return "jdbc";
  }

  @Override
  public List<Setting<?>> settings() {
    return JdbcSettings.all();
  }

  @Override
  public Backend open(Settings settings, @Nullable OwnerDirectory hostOwners) {
    Setting<?> database =
        settings
            .choose(JdbcSettings.DB_URL, JdbcSettings.DATA_SOURCE)
            .orElseThrow(JdbcBackendProvider::noDatabase);
    return JdbcBackend.on(StoreDataSource.open(settings, database, hostOwners == null), hostOwners);
  }

  private static SettingException noDatabase() {
    return new SettingException(
        "Missing setting for store=jdbc: expected exactly one of db-url and data-source.");
  }
}

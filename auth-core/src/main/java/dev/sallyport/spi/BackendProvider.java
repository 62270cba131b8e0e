package dev.sallyport.spi;

import dev.sallyport.config.Setting;
import dev.sallyport.config.SettingException;
import dev.sallyport.config.Settings;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Service provider that opens a kind of backend from settings; found with {@link
 * java.util.ServiceLoader}.
 *
 * <p>This lets a filter in {@code web.xml} use a store that the servlet module does not depend on.
 *
 * <pre>{@code
 * public final class MyBackendProvider implements BackendProvider {
 *   public String name() {
 *     return "mine";
 *   }
 *   // settings() and open(...)
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
public interface BackendProvider {
  /** Returns the value of the setting {@code store}, such as {@code jpa}. */
  String name();

  /**
   * Returns the name of the provider that this one is built upon, whose module therefore is on the
   * class path too. Of the two, this one is the store of an application that does not set {@code
   * store}.
   *
   * @return empty if there is none
   */
  default Optional<String> buildsUpon() {
    return Optional.empty();
  }

  /** Returns the settings that {@link #open} reads, in addition to the common ones. */
  List<Setting<?>> settings();

  /**
   * Opens the backend and verifies that it is usable.
   *
   * @param settings resolved settings
   * @param hostOwners the host's own directory; null if the backend keeps owners itself
   * @throws SettingException if a setting is invalid; one sentence with the remedy
   * @throws StoreException if the store is unavailable or unsuitable
   */
  Backend open(Settings settings, @Nullable OwnerDirectory hostOwners);
}

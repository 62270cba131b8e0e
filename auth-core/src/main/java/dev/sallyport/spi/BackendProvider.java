package dev.sallyport.spi;

import dev.sallyport.config.Setting;
import dev.sallyport.config.SettingException;
import dev.sallyport.config.Settings;
import java.util.List;
import java.util.Optional;

/**
 * Opens a kind of backend from settings; found with {@link java.util.ServiceLoader}.
 *
 * <p>This is what lets a filter in {@code web.xml} reach a store that auth-servlet knows nothing
 * of.
 */
public interface BackendProvider {
  /** What the setting {@code store} calls it, such as {@code jpa}. */
  String name();

  /** The settings that {@link #open} reads, beside the common ones. */
  List<Setting<?>> settings();

  /**
   * Opens the backend and makes sure that it is fit for use.
   *
   * @param hostOwners the host's own directory; empty if the backend is to keep owners itself
   * @throws SettingException if a setting does not fit; one sentence that tells what to do
   * @throws StoreException if the store cannot be reached or does not fit
   */
  Backend open(Settings settings, Optional<OwnerDirectory> hostOwners);
}

package dev.sallyport.config;

import java.util.List;

/**
 * Service provider interface that declares the settings of a module. Context-params, system
 * properties and environment variables are shared between modules: a module ignores the declared
 * settings of other modules there, instead of reporting them as unknown.
 *
 * <pre>{@code
 * public final class MySettings implements SettingsProvider {
 *   public List<Setting<?>> settings() {
 *     return List.of(POOL_SIZE);
 *   }
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
public interface SettingsProvider {
  /** Returns every setting that the module reads. */
  List<Setting<?>> settings();

  /** Returns whether filters accept the settings as init-params too. */
  default boolean isReadByFilters() {
    return false;
  }
}

package dev.sallyport.config;

import java.util.List;

/**
 * Announces the settings of a module; registered as a service. Context-params, system properties
 * and environment variables are shared: a module that reads its settings there passes over those of
 * other modules, and does not take them for misspelt ones.
 */
public interface SettingsProvider {
  /** Returns every setting that the module reads. */
  List<Setting<?>> settings();

  /** Returns whether filters accept the settings as init-params too. */
  default boolean isReadByFilters() {
    return false;
  }
}

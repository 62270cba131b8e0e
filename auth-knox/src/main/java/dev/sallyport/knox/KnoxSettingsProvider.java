package dev.sallyport.knox;

import dev.sallyport.config.Setting;
import dev.sallyport.config.SettingsProvider;
import java.util.List;

/** Announces what the servlets of this module read among the settings of a filter. */
public final class KnoxSettingsProvider implements SettingsProvider {
  @Override
  public List<Setting<?>> settings() {
    return KnoxSettings.ofServlets();
  }

  @Override
  public boolean isReadByFilters() {
    return true;
  }
}

package dev.sallyport.knox.internal;

import dev.sallyport.config.Setting;
import dev.sallyport.config.SettingsProvider;
import dev.sallyport.knox.KnoxSettings;
import java.util.List;

/** Provider of the settings that the servlets of this module read from those of a filter. */
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

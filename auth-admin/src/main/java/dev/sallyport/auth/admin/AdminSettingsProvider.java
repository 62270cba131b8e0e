package dev.sallyport.auth.admin;

import dev.sallyport.auth.spi.Setting;
import dev.sallyport.auth.spi.SettingsProvider;
import java.util.List;

/** Announces {@link AdminSettings} to modules that read other settings from the same sources. */
public final class AdminSettingsProvider implements SettingsProvider {
  @Override
  public List<Setting<?>> settings() {
    return AdminSettings.all();
  }
}

package dev.sallyport.servlet.config;

import dev.sallyport.config.Setting;
import dev.sallyport.config.SettingsProvider;
import java.util.List;

/** Provider of {@link HttpSettings} for modules that read settings from the same sources. */
public final class HttpSettingsProvider implements SettingsProvider {
  @Override
  public List<Setting<?>> settings() {
    return HttpSettings.all();
  }
}

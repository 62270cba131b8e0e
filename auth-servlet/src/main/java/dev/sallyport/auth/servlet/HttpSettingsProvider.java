package dev.sallyport.auth.servlet;

import dev.sallyport.auth.spi.Setting;
import dev.sallyport.auth.spi.SettingsProvider;
import java.util.List;

/** Announces {@link HttpSettings} to modules that read other settings from the same sources. */
public final class HttpSettingsProvider implements SettingsProvider {
  @Override
  public List<Setting<?>> settings() {
    return HttpSettings.all();
  }
}

package dev.sallyport.servlet.config;

import dev.sallyport.config.Setting;
import dev.sallyport.config.SettingsProvider;
import java.util.List;

/**
 * Provider of {@link HttpSettings} for modules that read settings from the same sources.
 *
 * <pre>{@code
 * List<Setting<?>> known = new HttpSettingsProvider().settings();
 * }</pre>
 *
 * @since 0.1.0
 */
public final class HttpSettingsProvider implements SettingsProvider {
  @Override
  public List<Setting<?>> settings() {
    return HttpSettings.all();
  }
}

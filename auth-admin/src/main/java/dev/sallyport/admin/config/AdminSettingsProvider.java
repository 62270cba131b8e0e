package dev.sallyport.admin.config;

import dev.sallyport.config.Setting;
import dev.sallyport.config.SettingsProvider;
import java.util.List;

/**
 * Provider of {@link AdminSettings} to modules that read other settings from the same sources.
 *
 * <pre>{@code
 * List<Setting<?>> known = new AdminSettingsProvider().settings();
 * }</pre>
 *
 * @since 0.1.0
 */
public final class AdminSettingsProvider implements SettingsProvider {
  @Override
  public List<Setting<?>> settings() {
    return AdminSettings.all();
  }
}

package dev.sallyport.jdbc;

import dev.sallyport.Sallyport;
import dev.sallyport.config.SettingSource;
import dev.sallyport.config.Settings;
import java.util.List;
import java.util.Map;

/** Sallyport instances that are opened from settings alone, as the filter does. */
public final class ConfiguredSallyport {
  private ConfiguredSallyport() {}

  /** Opens an instance from settings. */
  public static Sallyport with(Map<String, String> values) {
    List<SettingSource> sources = List.of(SettingSource.plain("init-param", values));
    return Sallyport.open(Settings.resolve(Sallyport.settings(), sources));
  }
}

package dev.sallyport.internal.config;

import dev.sallyport.config.Setting;
import dev.sallyport.config.SettingException;
import dev.sallyport.config.SettingSource;
import dev.sallyport.config.Settings;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an application says in code of what settings say too. Not thread-safe. */
public final class ProgrammaticSettings {
  public static final String WHY = "because the application sets this part in code: take it out";

  private Settings values = Settings.resolve(ComponentFactory.settingsOfCore(), List.of());
  private final List<Setting<?>> replaced = new ArrayList<>();
  private @Nullable Settings ofHost;

  /** Gives a value, which holds unless a source of settings gives one. */
  public <T> void put(Setting<T> setting, T value) {
    values = values.withDefault(setting, value);
  }

  /** Notes that an object stands in the place of what settings describe. */
  public void replace(List<Setting<?>> settings) {
    replaced.addAll(settings);
  }

  /** Reads these settings, and not those of the process. */
  public void readOnly(Settings settings) {
    ofHost = settings;
  }

  /**
   * Reads the settings.
   *
   * @throws SettingException if one is not accepted, or another part stands in its place
   */
  public Settings resolve() {
    Settings given = ofHost == null ? ofProcess() : ofHost;
    given.requireUnset(replaced, WHY);
    return given.withDefaults(values);
  }

  /** The store is open, so what would choose one is meant for other programs. */
  private static Settings ofProcess() {
    Settings settings =
        Settings.resolve(
            ComponentFactory.allSettings(),
            List.of(SettingSource.systemProperties(), SettingSource.environment(System.getenv())));
    settings.requireUnset(
        BackendLoader.settings(), null, "because the application opens its store in code");
    settings.requireUnset(List.of(CoreSettings.OWNER_DIRECTORY), WHY);
    return settings;
  }
}

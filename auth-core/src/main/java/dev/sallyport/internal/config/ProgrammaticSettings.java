package dev.sallyport.internal.config;

import dev.sallyport.config.Setting;
import dev.sallyport.config.SettingException;
import dev.sallyport.config.SettingSource;
import dev.sallyport.config.Settings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Settings given in code by the application. Not thread-safe. */
public final class ProgrammaticSettings {
  public static final String WHY = "because the application sets this part in code: remove it";

  private static final String STORE_IN_CODE = "because the application opens its store in code";

  private static final Logger log = LoggerFactory.getLogger(ProgrammaticSettings.class);

  private final Map<String, String> texts = new HashMap<>();
  private final List<Setting<?>> replaced = new ArrayList<>();
  private @Nullable Settings ofHost;

  /**
   * Sets a setting by its name; applies unless another source sets it.
   *
   * @throws SettingException if the text is blank, which other sources do not count as given
   */
  public void put(String name, String text) {
    if (text.isBlank()) {
      throw new SettingException(
          "The setting %s is blank in code: give a value, or do not set it.".formatted(name));
    }
    texts.put(name, text);
  }

  /** Declares that an object replaces settings. */
  public void replace(List<Setting<?>> settings) {
    replaced.addAll(settings);
  }

  /** Uses these settings instead of those of the process. */
  public void readOnly(Settings settings) {
    ofHost = settings;
  }

  /**
   * Resolves the settings. If they do not pass a check, values in code may be defaults that an
   * operator's settings make ineffective: they are then not counted as given.
   *
   * @param check throws a {@link SettingException} if a given setting has no effect
   * @throws SettingException if a setting is not accepted, is replaced by an object, or has no
   *     effect
   */
  public Settings resolve(Consumer<Settings> check) {
    Settings given = ofHost == null ? ofProcess() : ofHost;
    given.requireUnset(replaced, WHY);
    Settings inCode = inCode();
    Settings all = given.over(inCode);
    try {
      check.accept(all);
      return all;
    } catch (SettingException e) {
      check.accept(inCode);
      Settings byOthers = given.withDefaults(inCode);
      check.accept(byOthers);
      log.info("A setting in code is ignored: {}", e.getMessage());
      return byOthers;
    }
  }

  private Settings inCode() {
    Settings inCode =
        Settings.resolve(
            ComponentFactory.allSettings(), List.of(SettingSource.plain("code", texts)));
    inCode.requireUnset(replaced, WHY);
    inCode.requireUnset(BackendLoader.settings(), STORE_IN_CODE + ": remove it");
    inCode.requireUnset(List.of(CoreSettings.OWNER_DIRECTORY), WHY);
    return inCode;
  }

  /**
   * Returns the settings of the process. The store is already open, so settings that choose one are
   * meant for other programs and are ignored.
   */
  private static Settings ofProcess() {
    Settings settings =
        Settings.resolve(
            ComponentFactory.allSettings(),
            List.of(SettingSource.systemProperties(), SettingSource.environment(System.getenv())));
    settings.requireUnset(BackendLoader.settings(), null, STORE_IN_CODE);
    settings.requireUnset(List.of(CoreSettings.OWNER_DIRECTORY), WHY);
    return settings;
  }
}

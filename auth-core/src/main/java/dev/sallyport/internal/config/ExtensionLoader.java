package dev.sallyport.internal.config;

import dev.sallyport.config.Setting;
import dev.sallyport.config.SettingException;

/** Makes what a host has named in a setting. */
final class ExtensionLoader {
  private ExtensionLoader() {}

  /**
   * An object of a class of the host's.
   *
   * @param setting the setting in which it is named, for the complaint
   * @throws SettingException if there is no such class, or it cannot be made, or is of another type
   */
  static <T> T make(Setting<?> setting, String className, Class<T> type) {
    try {
      ClassLoader ofHost = Thread.currentThread().getContextClassLoader();
      return type.cast(
          Class.forName(className, true, ofHost).getDeclaredConstructor().newInstance());
    } catch (ReflectiveOperationException | LinkageError | ClassCastException e) {
      throw new SettingException(
          "The setting %s names '%s', which could not be made (%s): accepted is %s."
              .formatted(
                  setting.name(), className, e.getClass().getSimpleName(), setting.accepted()));
    }
  }
}

package dev.sallyport.internal.config;

import dev.sallyport.config.Setting;
import dev.sallyport.config.SettingException;

/** Loader of classes of the host that are named in settings. */
final class ExtensionLoader {
  private ExtensionLoader() {}

  /**
   * Creates an object of a class of the host.
   *
   * @param setting setting that names the class, for the error message
   * @throws SettingException if the class does not exist, cannot be instantiated, or has another
   *     type
   */
  static <T> T create(Setting<?> setting, String className, Class<T> type) {
    try {
      ClassLoader ofHost = Thread.currentThread().getContextClassLoader();
      return type.cast(
          Class.forName(className, true, ofHost).getDeclaredConstructor().newInstance());
    } catch (ReflectiveOperationException | LinkageError | ClassCastException e) {
      throw new SettingException(
          "Invalid value '%2$s' for %1$s: could not create an object (%3$s); expected %4$s."
              .formatted(
                  setting.name(), className, e.getClass().getSimpleName(), setting.accepted()));
    }
  }
}

package dev.sallyport.config;

import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Optional;

/**
 * Loader of classes of the host that settings name. Classes are found by the context class loader
 * of the calling thread.
 *
 * <pre>{@code
 * Optional<AuditSink> sink = ExtensionLoader.create(settings, AUDIT_SINK, AuditSink.class);
 * }</pre>
 *
 * @since 0.1.0
 */
public final class ExtensionLoader {
  private ExtensionLoader() {}

  /**
   * Creates an object of the class that a setting names.
   *
   * @return empty if the setting has no value
   * @throws SettingException if the class does not exist, cannot be instantiated, or has another
   *     type
   */
  public static <T> Optional<T> create(Settings settings, Setting<String> setting, Class<T> type) {
    String className = settings.get(setting);
    return className.isEmpty() ? Optional.empty() : Optional.of(create(setting, className, type));
  }

  /**
   * Creates an object of each class that a setting names.
   *
   * @throws SettingException if a class does not exist, cannot be instantiated, or has another type
   */
  public static <T> List<T> createAll(
      Settings settings, Setting<List<String>> setting, Class<T> type) {
    return settings.get(setting).stream().map(name -> create(setting, name, type)).toList();
  }

  private static <T> T create(Setting<?> setting, String className, Class<T> type) {
    try {
      ClassLoader ofHost = Thread.currentThread().getContextClassLoader();
      return type.cast(
          Class.forName(className, true, ofHost).getDeclaredConstructor().newInstance());
    } catch (ReflectiveOperationException | LinkageError | ClassCastException e) {
      throw new SettingException(
          "Invalid value '%2$s' for %1$s: could not create an object (%3$s); expected %4$s."
              .formatted(setting.name(), className, reason(e), setting.accepted()));
    }
  }

  private static String reason(Throwable failure) {
    Throwable cause = failure instanceof InvocationTargetException ? failure.getCause() : failure;
    return (cause == null ? failure : cause).getClass().getSimpleName();
  }
}

package dev.sallyport.knox;

import dev.sallyport.config.Setting;
import java.util.List;

/**
 * Settings of the knox token format and of the servlets of this module.
 *
 * <pre>{@code
 * Environment environment = settings.get(KnoxSettings.ENVIRONMENT);
 * }</pre>
 *
 * @since 0.1.0
 */
public final class KnoxSettings {
  /** Prefix of new knox tokens. */
  public static final Setting<String> KNOX_PREFIX =
      Setting.of(
          "knox-prefix",
          "",
          "at most 10 of A-Z, a-z, 0-9, hyphen and underscore",
          "Prefix of new tokens of the format `knox`. Existing tokens stay valid.",
          text -> {
            KnoxFormat.of(text);
            return text;
          });

  /** Environment of this installation. */
  public static final Setting<Environment> ENVIRONMENT =
      Setting.choice(
          "environment", Environment.LOCAL, "Environment that the whoami response reports.");

  /** Setting that says whether the response to a login has the user. */
  public static final Setting<Boolean> LOGIN_USER =
      Setting.flag(
          "login-user",
          false,
          "Whether the response to a login also has `user`, with the `username`.");

  /** Format of the expiry in the response to a login. */
  public static final Setting<ExpiryFormat> LOGIN_EXPIRY_FORMAT =
      Setting.of(
          "login-expiry-format",
          "",
          "a pattern of java.time.format.DateTimeFormatter such as HH:mm dd/MM/yy",
          "Format of `expiry` in the response to a login, in UTC and with English names. If unset,"
              + " it is ISO 8601 as Django REST framework writes it.",
          ExpiryFormat::parse);

  /** Values of {@link #ENVIRONMENT}, which are Smarter's. */
  public enum Environment {
    LOCAL,
    ALPHA,
    BETA,
    NEXT,
    PROD
  }

  private KnoxSettings() {}

  /** Returns the settings of the servlets, in the order of the reference documentation. */
  public static List<Setting<?>> ofServlets() {
    return List.of(ENVIRONMENT, LOGIN_USER, LOGIN_EXPIRY_FORMAT);
  }
}

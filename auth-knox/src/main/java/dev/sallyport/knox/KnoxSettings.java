package dev.sallyport.knox;

import dev.sallyport.config.Setting;
import java.util.List;

/** The settings of the knox format, and of the servlets of this module. */
public final class KnoxSettings {
  /** What new knox tokens start with. */
  public static final Setting<String> KNOX_PREFIX =
      Setting.of(
          "knox-prefix",
          "",
          "at most 10 of A-Z, a-z, 0-9, hyphen and underscore",
          "What new tokens of the format `knox` start with; older tokens stay valid.",
          text -> {
            KnoxFormat.of(text);
            return text;
          });

  /** What whoami calls this installation. */
  public static final Setting<Environment> ENVIRONMENT =
      Setting.choice("environment", Environment.LOCAL, "What whoami calls this installation.");

  /** Whether a login tells whose key it made. */
  public static final Setting<Boolean> LOGIN_USER =
      Setting.flag(
          "login-user",
          false,
          "Whether the answer to a login also has `user`, with the `username`.");

  /** How a login tells when the key's time is over. */
  public static final Setting<ExpiryFormat> LOGIN_EXPIRY_FORMAT =
      Setting.of(
          "login-expiry-format",
          "",
          "a pattern of java.time.format.DateTimeFormatter such as HH:mm dd/MM/yy",
          "How the answer to a login writes `expiry`, in UTC and with English names; unset, it is"
              + " ISO 8601 as Django REST framework writes it.",
          ExpiryFormat::parse);

  /** The choices of {@link #ENVIRONMENT}, which are Smarter's. */
  public enum Environment {
    LOCAL,
    ALPHA,
    BETA,
    NEXT,
    PROD
  }

  private KnoxSettings() {}

  /** Returns those that the servlets read, in the order in which to explain them. */
  public static List<Setting<?>> ofServlets() {
    return List.of(ENVIRONMENT, LOGIN_USER, LOGIN_EXPIRY_FORMAT);
  }
}

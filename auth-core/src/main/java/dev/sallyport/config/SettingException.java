package dev.sallyport.config;

/**
 * Signals that a setting is unknown or has an invalid value. The message is one sentence for the
 * operator.
 *
 * <pre>{@code
 * throw new SettingException("Invalid value for db-url: expected a JDBC URL.");
 * }</pre>
 *
 * @since 0.1.0
 */
public class SettingException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param message sentence for the operator, with a full stop
   */
  public SettingException(String message) {
    super(message);
  }
}

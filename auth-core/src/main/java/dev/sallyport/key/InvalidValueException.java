package dev.sallyport.key;

/**
 * Signals that a value written by a person is not valid in a record or a query. The message is one
 * sentence that names the field but not its value, so that it can be shown to the author of the
 * value. Every other {@link IllegalArgumentException} is a programming error.
 *
 * <pre>{@code
 * try {
 *   sallyport.keys().rename(id, name);
 * } catch (InvalidValueException e) {
 *   showError(e.getMessage());
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
public final class InvalidValueException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param sentence message without a full stop, such as {@code name must not have control
   *     characters}
   */
  public InvalidValueException(String sentence) {
    super(sentence);
  }
}

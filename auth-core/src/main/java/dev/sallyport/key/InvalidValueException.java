package dev.sallyport.key;

/**
 * Something that a person wrote cannot be part of a record, or be asked for. The message is one
 * sentence that names the part, and never what stands in it, so that it can be told to whoever
 * wrote it; every other {@link IllegalArgumentException} is a mistake in a program.
 */
public final class InvalidValueException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes one.
   *
   * @param sentence without a full stop, such as {@code name must not have control characters}
   */
  public InvalidValueException(String sentence) {
    super(sentence);
  }
}

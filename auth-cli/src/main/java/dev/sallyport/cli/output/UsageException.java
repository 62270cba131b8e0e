package dev.sallyport.cli.output;

import dev.sallyport.config.SettingException;
import java.util.function.Supplier;

/** Thrown when an argument or a setting is invalid. The message is one sentence without secrets. */
public sealed class UsageException extends RuntimeException permits OwnersKeptElsewhereException {
  private static final long serialVersionUID = 1L;

  /** Creates an exception with a message of one sentence. */
  public UsageException(String message) {
    super(message);
  }

  /**
   * Runs work of the core and converts its {@link IllegalArgumentException}, except {@link
   * SettingException}, to a {@link UsageException}. The core's messages contain no values.
   */
  public static <T> T convertInvalidValue(Supplier<T> work) {
    try {
      return work.get();
    } catch (SettingException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }
}

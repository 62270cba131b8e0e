package dev.sallyport.cli.output;

import dev.sallyport.config.SettingException;
import java.util.function.Supplier;

/** What was typed cannot be done. The message is one sentence and holds nothing secret. */
public final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UsageException(String message) {
    super(message);
  }

  /** Blames the arguments if the core finds a part out of its bounds; it never shows a value. */
  public static <T> T unlessWithinBounds(Supplier<T> work) {
    try {
      return work.get();
    } catch (SettingException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }
}

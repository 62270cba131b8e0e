package dev.sallyport.cli.input;

import dev.sallyport.cli.output.UsageException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks that text is not a token. Servers log URLs, so a token must not become a part of one. */
public final class PastedToken {
  private static final Pattern TOKEN = Pattern.compile("[0-9A-Za-z]{48,}");

  /** Unlike ids that are hexadecimal digests, tokens of Sallyport have letters of both cases. */
  private static final Pattern OF_BOTH_CASES =
      Pattern.compile(
          "(?<![0-9A-Za-z])(?=[0-9a-z]*[A-Z])(?=[0-9A-Z]*[a-z])[0-9A-Za-z]{48,}(?![0-9A-Za-z])");

  private static final String REMEDY =
      " must not contain a token, because servers log URLs; 'sallyport keys find' reads a token from"
          + " standard input";

  private PastedToken() {}

  /**
   * Rejects a value of an option that could be a token.
   *
   * @param option the name of the option
   * @throws UsageException if the value could be a token; the message does not contain it
   */
  public static void reject(String option, @Nullable String value) {
    if (value != null && TOKEN.matcher(value).find()) {
      throw new UsageException(option + REMEDY + ", and other words can be shortened");
    }
  }

  /**
   * Rejects a part of a URL that is very likely a token.
   *
   * @throws UsageException if the text contains one; the message does not contain it
   */
  public static void rejectInUrl(String part) {
    if (OF_BOTH_CASES.matcher(part).find()) {
      throw new UsageException("an argument" + REMEDY);
    }
  }
}

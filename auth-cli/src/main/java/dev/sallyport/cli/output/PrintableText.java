package dev.sallyport.cli.output;

import dev.sallyport.key.Owner;
import java.util.regex.Pattern;

/**
 * Sanitizer of untrusted texts for output on a terminal.
 *
 * <p>A name in a database or a response of a server may contain escape sequences that control the
 * terminal, or marks that change the reading direction. Each such character is replaced by a
 * question mark. Letters and emoji of all languages are kept.
 */
public final class PrintableText {
  /** Zero-width joiners are kept, because scripts and emoji need them. */
  private static final Pattern UNPRINTABLE =
      Pattern.compile("[\\p{Cc}\\p{Cs}\\p{Cn}\\p{Co}\\p{Zl}\\p{Zp}]|(?![\u200C\u200D])\\p{Cf}");

  private static final Pattern BREAKS = Pattern.compile("\\s*\\R\\s*");

  private static final int MAX_LINE = 1000;
  private static final String CUT = "...";

  private PrintableText() {}

  /** Returns a user id with its account, unless the application has no accounts. */
  public static String owner(String accountId, String userId) {
    return accountId.equals(Owner.DEFAULT_ACCOUNT) ? of(userId) : of(userId + "@" + accountId);
  }

  /** Returns the text on one line of at most 1000 characters; line breaks become blanks. */
  public static String line(String text) {
    return cut(of(BREAKS.matcher(text.stripTrailing()).replaceAll(" ")), MAX_LINE);
  }

  /** Returns the text with a question mark for each control character. */
  public static String of(String text) {
    return UNPRINTABLE.matcher(text).replaceAll("?");
  }

  /** Returns a sentence without its final period, so that it can be continued. */
  public static String withoutPeriod(String sentence) {
    String stripped = sentence.strip();
    return stripped.endsWith(".") ? stripped.substring(0, stripped.length() - 1) : stripped;
  }

  /** Returns the text, cut to the given number of characters with an ellipsis at its end. */
  public static String cut(String text, int width) {
    int length = text.codePointCount(0, text.length());
    if (length <= width) {
      return text;
    }
    return text.substring(0, text.offsetByCodePoints(0, width - CUT.length())) + CUT;
  }
}

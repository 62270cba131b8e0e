package dev.sallyport.cli.output;

import java.util.regex.Pattern;

/**
 * Makes texts of others fit for a terminal.
 *
 * <p>A name in a database or an answer of a server may hold escape sequences that repaint the
 * screen, or marks that turn the reading direction around. Each such character becomes a question
 * mark. Letters and emoji of all languages stay.
 */
public final class PrintableText {
  /** Zero-width joiners stay, because scripts and emoji are written with them. */
  private static final Pattern UNPRINTABLE =
      Pattern.compile("[\\p{Cc}\\p{Cs}\\p{Cn}\\p{Co}\\p{Zl}\\p{Zp}]|(?![\u200C\u200D])\\p{Cf}");

  private static final Pattern BREAKS = Pattern.compile("\\s*\\R\\s*");

  private static final int MAX_LINE = 1000;
  private static final String CUT = "...";

  private PrintableText() {}

  /** The text on one line: line breaks become blanks, and what is longer than a screen is cut. */
  public static String line(String text) {
    return cut(of(BREAKS.matcher(text.stripTrailing()).replaceAll(" ")), MAX_LINE);
  }

  /** The text without anything that a terminal would act upon. */
  public static String of(String text) {
    return UNPRINTABLE.matcher(text).replaceAll("?");
  }

  /** A sentence or a part of one, without its full stop, so that it can be continued. */
  public static String withoutPeriod(String sentence) {
    String stripped = sentence.strip();
    return stripped.endsWith(".") ? stripped.substring(0, stripped.length() - 1) : stripped;
  }

  /** The text, with dots at its end if it is longer than so many characters. */
  public static String cut(String text, int width) {
    int length = text.codePointCount(0, text.length());
    if (length <= width) {
      return text;
    }
    return text.substring(0, text.offsetByCodePoints(0, width - CUT.length())) + CUT;
  }
}

package dev.sallyport.admin.console.page;

/** Texts of lists, which show one line of each and whose pages must stay small. */
public final class ShortText {
  /** Maximum number of characters. */
  public static final int MAX = 100;

  private ShortText() {}

  /** Returns a text, with an ellipsis instead of what exceeds {@value #MAX} characters. */
  public static String of(String text) {
    return text.codePointCount(0, text.length()) <= MAX
        ? text
        : text.substring(0, text.offsetByCodePoints(0, MAX - 1)) + "…";
  }
}

package dev.sallyport.key;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toCollection;

import java.text.Normalizer;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The bounds of what people may write into a record. Messages name the field, never the value. */
public final class TextRules {
  /** RFC 6749 section 3.3 {@code scope-token}: printable ASCII but space, quote and backslash. */
  private static final Pattern WORD = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]{1,100}");

  private static final Pattern NO_WORD = Pattern.compile("[^\\x21\\x23-\\x5B\\x5D-\\x7E]");
  private static final Pattern BLANKS = Pattern.compile("(?U)\\s+");

  /** A run of blanks is looked at once, or a long one would take the square of its length. */
  private static final Pattern BREAKS = Pattern.compile("(?<![ \\t])[ \\t]*+\\R\\s*+");

  private static final int MAX_WORD = 100;
  private static final int MAX_WORDS_LENGTH = 2000;

  /**
   * What Unicode lets a font draw as nothing (Default_Ignorable_Code_Point), and the letters and
   * symbols that are drawn so: Hangul fillers, the blank of Braille.
   */
  private static final Pattern INVISIBLE =
      Pattern.compile(
          "[\\p{Cf}\\x{34F}\\x{115F}\\x{1160}\\x{17B4}\\x{17B5}\\x{180B}-\\x{180F}\\x{2065}\\x{2800}"
              + "\\x{3164}\\x{FE00}-\\x{FE0F}\\x{FFA0}\\x{FFF0}-\\x{FFF8}\\x{E0000}-\\x{E0FFF}]");

  /** Blanks at either end, two in a row, or one that is not U+0020. */
  private static final Pattern LOOSE_BLANK = Pattern.compile("^ | $|  |[\\p{Z}&&[^ ]]");

  private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
  private static final int ZERO_WIDTH_JOINER = 0x200D;

  private TextRules() {}

  /**
   * Returns the text itself if it is of this length, has no control or format characters, and is
   * empty or has a character that can be seen. Of the format characters, the zero-width joiner and
   * non-joiner are accepted, which some scripts are written with.
   *
   * @param min the fewest characters
   * @param max the most characters
   * @throws InvalidValueException if it is otherwise
   */
  public static String require(String field, String text, int min, int max) {
    int length = requireNonNull(text, field).length();
    if (length < min || length > max) {
      throw new InvalidValueException(
          field + " must have " + min + " to " + max + " characters, not " + length);
    }
    if (hasUnprintable(text)) {
      throw new InvalidValueException(field + " must not have control or format characters");
    }
    if (length > 0 && isBlank(text)) {
      throw new InvalidValueException(field + " must have a visible character");
    }
    return text;
  }

  /**
   * The text on one line, cut to so many characters and without those that {@link #require}
   * refuses: what it is taken for where a text from elsewhere is kept rather than refused.
   */
  public static String fit(String text, int max) {
    String line = BREAKS.matcher(text.strip()).replaceAll(" ").replace('\t', ' ');
    StringBuilder fit = new StringBuilder();
    for (int i = 0; i < line.length(); i = line.offsetByCodePoints(i, 1)) {
      int codePoint = line.codePointAt(i);
      if (fit.length() + Character.charCount(codePoint) > max) {
        break;
      }
      if (!isUnprintable(codePoint)) {
        fit.appendCodePoint(codePoint);
      }
    }
    String result = fit.toString().strip();
    return isBlank(result) ? "" : result;
  }

  /**
   * Such of these words as can be tags: in each, blanks become hyphens and what no tag may have
   * becomes an underscore; what is too long is cut, and what is too much left out.
   */
  public static Set<String> fitWords(Collection<String> words) {
    Set<String> fit = new LinkedHashSet<>();
    int length = -1;
    for (String word : words) {
      String plain = NO_WORD.matcher(BLANKS.matcher(word.strip()).replaceAll("-")).replaceAll("_");
      String cut = plain.substring(0, Math.min(plain.length(), MAX_WORD));
      boolean isRoom = length + 1 + cut.length() <= MAX_WORDS_LENGTH;
      if (isRoom && !cut.isEmpty() && fit.add(cut)) {
        length += 1 + cut.length();
      }
    }
    return fit;
  }

  /**
   * Returns the text itself if it can name something that no other name may be mistaken for: as
   * {@link #require}, without invisible characters and combining ones that a composed one stands
   * for (Unicode NFC), and with no blanks but single spaces between other characters.
   *
   * @param max the most characters
   * @throws InvalidValueException if it is otherwise
   */
  public static String requireIdentifier(String field, String text, int max) {
    require(field, text, 1, max);
    if (isAscii(text) && text.indexOf(' ') < 0) {
      return text;
    }
    if (LOOSE_BLANK.matcher(text).find()) {
      throw new InvalidValueException(
          field + " must have no blanks but single spaces between other characters");
    }
    if (INVISIBLE.matcher(text).find()) {
      throw new InvalidValueException(field + " must not have invisible characters");
    }
    if (!Normalizer.isNormalized(text, Normalizer.Form.NFC)) {
      throw new InvalidValueException(field + " must be in Unicode normalization form C");
    }
    return text;
  }

  /** Returns whether a text has no character that can be seen, such as an empty one. */
  public static boolean isBlank(String text) {
    for (int i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
      if (isVisible(text.codePointAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isVisible(int codePoint) {
    if (codePoint < 0x80) {
      return codePoint > ' ' && codePoint < 0x7F;
    }
    return switch (Character.getType(codePoint)) {
      case Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.CONTROL,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.NON_SPACING_MARK,
          Character.ENCLOSING_MARK ->
          false;
      default -> !INVISIBLE.matcher(Character.toString(codePoint)).matches();
    };
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  /** Sorted and unmodifiable; together, joined by blanks, no longer than a column. */
  static Set<String> requireWords(String field, Collection<String> words) {
    Set<String> sorted =
        words.stream()
            .peek(word -> requireWord("each of " + field, word))
            .collect(toCollection(TreeSet::new));
    if (String.join(" ", sorted).length() > MAX_WORDS_LENGTH) {
      throw new InvalidValueException(
          field + " must have at most " + MAX_WORDS_LENGTH + " characters together");
    }
    return Collections.unmodifiableSet(sorted);
  }

  /**
   * The text itself, if it can be a scope or a tag: 1 to 100 printable ASCII characters without
   * blank, quote or backslash.
   *
   * @throws InvalidValueException if it is otherwise
   */
  public static String requireWord(String field, String word) {
    if (!WORD.matcher(requireNonNull(word, field)).matches()) {
      throw new InvalidValueException(
          field
              + " must have 1 to 100 printable ASCII characters"
              + " without blank, quote or backslash");
    }
    return word;
  }

  private static boolean hasUnprintable(String text) {
    for (int i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
      if (isUnprintable(text.codePointAt(i))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isUnprintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      case Character.FORMAT -> codePoint != ZERO_WIDTH_JOINER && codePoint != ZERO_WIDTH_NON_JOINER;
      default -> false;
    };
  }
}

package dev.sallyport.key;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toCollection;

import java.text.Normalizer;
import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Validation of texts written by people. Messages name the field, never the value.
 *
 * <pre>{@code
 * String name = TextRules.require("name", input, 1, ApiKey.MAX_NAME);
 * }</pre>
 *
 * @since 0.1.0
 */
public final class TextRules {
  /**
   * RFC 6749 section 3.3 {@code scope-token}: printable ASCII without space, quote and backslash.
   */
  private static final Pattern WORD = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]{1,100}");

  /** Possessive with a lookbehind, so that a long run of blanks does not take quadratic time. */
  private static final Pattern BREAKS = Pattern.compile("(?<![ \\t])[ \\t]*+\\R\\s*+");

  private static final int MAX_WORDS_LENGTH = 2000;

  /**
   * Members of a class of characters that Unicode allows fonts to draw as nothing
   * (Default_Ignorable_Code_Point), and blank letters and symbols: Hangul fillers, the Braille
   * blank.
   */
  private static final String IGNORABLE =
      "\\p{Cf}\\x{34F}\\x{115F}\\x{1160}\\x{17B4}\\x{17B5}\\x{180B}-\\x{180F}\\x{2065}\\x{2800}"
          + "\\x{3164}\\x{FE00}-\\x{FE0F}\\x{FFA0}\\x{FFF0}-\\x{FFF8}\\x{E0000}-\\x{E0FFF}";

  private static final Pattern INVISIBLE = Pattern.compile("[" + IGNORABLE + "]");

  private static final Pattern VISIBLE =
      Pattern.compile("[^\\p{Z}\\p{Cc}\\p{Cs}\\p{Cn}\\p{Mn}\\p{Me}" + IGNORABLE + "]");

  /** Control and format characters, except the zero-width joiner and non-joiner. */
  private static final Pattern UNPRINTABLE =
      Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}\\p{Cs}[\\p{Cf}&&[^\\x{200C}\\x{200D}]]]");

  /** Leading, trailing or consecutive spaces, or a blank that is not U+0020. */
  private static final Pattern LOOSE_BLANK = Pattern.compile("^ | $|  |[\\p{Z}&&[^ ]]");

  private TextRules() {}

  /**
   * Returns the text if it has the given length, has no control or format characters, and is empty
   * or has a visible character. The format characters zero-width joiner and non-joiner are
   * accepted, because some scripts need them.
   *
   * @param min minimum length, in characters
   * @param max maximum length, in characters
   * @throws InvalidValueException if the text is not valid
   */
  public static String require(String field, String text, int min, int max) {
    int length = requireNonNull(text, field).length();
    if (length < min || length > max) {
      throw new InvalidValueException(
          field + " must have " + min + " to " + max + " characters, not " + length);
    }
    if (isPlain(text)) {
      return text;
    }
    if (UNPRINTABLE.matcher(text).find()) {
      throw new InvalidValueException(field + " must not have control or format characters");
    }
    if (length > 0 && isBlank(text)) {
      throw new InvalidValueException(field + " must have a visible character");
    }
    return text;
  }

  /**
   * Returns the text on one line, truncated to {@code max} characters and without the characters
   * that {@link #require} rejects. For external texts that are stored rather than rejected.
   */
  public static String fit(String text, int max) {
    String line = BREAKS.matcher(text.strip()).replaceAll(" ").replace('\t', ' ');
    String printable = UNPRINTABLE.matcher(line).replaceAll("");
    boolean isCut = printable.length() > max;
    boolean isInPair = isCut && max > 0 && Character.isHighSurrogate(printable.charAt(max - 1));
    String fit = isCut ? printable.substring(0, isInPair ? max - 1 : max) : printable;
    return isBlank(fit) ? "" : fit.strip();
  }

  /** Returns whether the text passes {@link #requireIdentifier}. */
  public static boolean isIdentifier(String text, int max) {
    try {
      requireIdentifier("text", text, max);
      return true;
    } catch (InvalidValueException e) {
      return false;
    }
  }

  /**
   * Returns the text if it is an identifier that cannot be confused with another one. In addition
   * to {@link #require}, it must have no invisible characters, must be in Unicode NFC, and its only
   * blanks must be single spaces between other characters.
   *
   * @param max maximum length, in characters
   * @throws InvalidValueException if the text is not valid
   */
  public static String requireIdentifier(String field, String text, int max) {
    require(field, text, 1, max);
    if (isPlain(text)) {
      return text;
    }
    if (LOOSE_BLANK.matcher(text).find()) {
      throw new InvalidValueException(
          field + " must have only single spaces, between other characters");
    }
    if (INVISIBLE.matcher(text).find()) {
      throw new InvalidValueException(field + " must not have invisible characters");
    }
    if (!Normalizer.isNormalized(text, Normalizer.Form.NFC)) {
      throw new InvalidValueException(field + " must be in Unicode normalization form C");
    }
    return text;
  }

  /** Returns whether a text has no visible character; true for an empty text. */
  public static boolean isBlank(String text) {
    return !VISIBLE.matcher(text).find();
  }

  /** Returns whether a text has only visible ASCII characters, which no rule rejects. */
  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) <= ' ' || text.charAt(i) >= 0x7F) {
        return false;
      }
    }
    return true;
  }

  /** Returns the words sorted and unmodifiable. Joined by blanks, they must fit into a column. */
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
   * Returns the text if it is a valid scope or tag: 1 to 100 printable ASCII characters without
   * blank, quote or backslash.
   *
   * @throws InvalidValueException if the text is not valid
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
}

package dev.sallyport.auth.token;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toCollection;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The bounds of what people may write into a record. Messages name the field, never the value. */
public final class Texts {
  /** RFC 6749 section 3.3 {@code scope-token}: printable ASCII but space, quote and backslash. */
  private static final Pattern WORD = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]{1,100}");

  private static final Pattern NO_WORD = Pattern.compile("[^\\x21\\x23-\\x5B\\x5D-\\x7E]");
  private static final Pattern BLANKS = Pattern.compile("(?U)\\s+");

  /** A run of blanks is looked at once, or a long one would take the square of its length. */
  private static final Pattern BREAKS = Pattern.compile("(?<![ \\t])[ \\t]*+\\R\\s*+");

  private static final int MAX_WORD = 100;
  private static final int MAX_WORDS_LENGTH = 2000;

  private Texts() {}

  /**
   * The text itself, if it has so many characters and none that could disturb a log or a terminal.
   *
   * @param min the fewest characters
   * @param max the most characters
   * @throws OutOfBoundsException if it is otherwise
   */
  public static String require(String field, String text, int min, int max) {
    int length = requireNonNull(text, field).length();
    if (length < min || length > max) {
      throw new OutOfBoundsException(
          field + " must have " + min + " to " + max + " characters, not " + length);
    }
    if (hasUnprintable(text)) {
      throw new OutOfBoundsException(field + " must not have control characters");
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
    return fit.toString().strip();
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

  /** Sorted and unmodifiable; together, joined by blanks, no longer than a column. */
  static Set<String> requireWords(String field, Collection<String> words) {
    Set<String> sorted =
        words.stream()
            .peek(word -> requireWord("each of " + field, word))
            .collect(toCollection(TreeSet::new));
    if (String.join(" ", sorted).length() > MAX_WORDS_LENGTH) {
      throw new OutOfBoundsException(
          field + " must have at most " + MAX_WORDS_LENGTH + " characters together");
    }
    return Collections.unmodifiableSet(sorted);
  }

  /**
   * The text itself, if it can be a scope or a tag: 1 to 100 printable ASCII characters without
   * blank, quote or backslash.
   *
   * @throws OutOfBoundsException if it is otherwise
   */
  public static String requireWord(String field, String word) {
    if (!WORD.matcher(requireNonNull(word, field)).matches()) {
      throw new OutOfBoundsException(
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
    int type = Character.getType(codePoint);
    return isBidirectional(codePoint)
        || type == Character.CONTROL
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        || type == Character.SURROGATE;
  }

  /** What turns the rest of a line round in a terminal (Unicode TR 9, explicit formatting). */
  private static boolean isBidirectional(int codePoint) {
    return codePoint == 0x061C
        || codePoint == 0x200E
        || codePoint == 0x200F
        || (codePoint >= 0x202A && codePoint <= 0x202E)
        || (codePoint >= 0x2066 && codePoint <= 0x2069);
  }
}

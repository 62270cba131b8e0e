package dev.sallyport.jdbc.query;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Patterns for {@code like ... escape '!'}. */
public final class LikePattern {
  private LikePattern() {}

  /** Escapes a text, so that it stands for itself in a pattern. */
  public static String escaped(String text) {
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
  }

  /** Returns the patterns of texts that contain a text, for columns in lower case. */
  static List<String> containing(String text) {
    return folded(text).stream().map(it -> "%" + escaped(it) + "%").toList();
  }

  /**
   * Returns a text as it may be in a column in lower case.
   *
   * <p>Databases disagree on lower-casing letters beyond ASCII: PostgreSQL with the collation "C"
   * leaves them unchanged. Therefore both foldings are searched if they differ.
   */
  static Set<String> folded(String text) {
    return new TreeSet<>(List.of(text.toLowerCase(Locale.ROOT), withAsciiLowerCase(text)));
  }

  private static String withAsciiLowerCase(String text) {
    StringBuilder folded = new StringBuilder(text.length());
    text.chars()
        .map(letter -> letter >= 'A' && letter <= 'Z' ? letter + ('a' - 'A') : letter)
        .forEach(letter -> folded.append((char) letter));
    return folded.toString();
  }
}

package dev.sallyport.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * Suggestions for misspelt names.
 *
 * <pre>{@code
 * String hint = Suggestion.question("max-stalness", List.of("max-staleness"));
 * }</pre>
 *
 * @since 0.1.0
 */
public final class Suggestion {
  private static final int MIN_LENGTH = 3;
  private static final int MIN_LENGTH_FOR_TWO_MISTAKES = 7;

  private Suggestion() {}

  /**
   * Returns the name with the smallest edit distance to a word. One mistake is allowed in a word of
   * three letters or more, two in one of seven or more; a transposition of neighbours counts once.
   *
   * @return empty if no name is close enough
   */
  public static Optional<String> closest(String word, Collection<String> names) {
    int length = word.length();
    int allowed = length < MIN_LENGTH ? 0 : length < MIN_LENGTH_FOR_TWO_MISTAKES ? 1 : 2;
    return names.stream()
        .filter(name -> Math.abs(name.length() - word.length()) <= allowed)
        .filter(name -> distance(word, name) <= allowed)
        .min(
            Comparator.<String>comparingInt(name -> distance(word, name))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** Returns " Did you mean 'x'?", or an empty text if no name is close enough. */
  public static String question(String word, Collection<String> names) {
    return closest(word, names).map(" Did you mean '%s'?"::formatted).orElse("");
  }

  /**
   * Returns the optimal string alignment distance: insertions, deletions, substitutions,
   * transpositions.
   */
  private static int distance(String from, String to) {
    int[][] edits = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      for (int j = 0; j <= to.length(); j++) {
        if (i == 0 || j == 0) {
          edits[i][j] = i + j;
          continue;
        }
        int change = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
        int least = Math.min(edits[i - 1][j], edits[i][j - 1]) + 1;
        edits[i][j] = Math.min(least, edits[i - 1][j - 1] + change);
        if (i > 1
            && j > 1
            && from.charAt(i - 1) == to.charAt(j - 2)
            && from.charAt(i - 2) == to.charAt(j - 1)) {
          edits[i][j] = Math.min(edits[i][j], edits[i - 2][j - 2] + 1);
        }
      }
    }
    return edits[from.length()][to.length()];
  }
}

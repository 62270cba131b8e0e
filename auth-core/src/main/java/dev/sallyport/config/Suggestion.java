package dev.sallyport.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the name that a misspelt one was probably meant to be. */
public final class Suggestion {
  private static final int MAX_DISTANCE = 2;
  private static final int LETTERS_PER_MISTAKE = 3;

  private Suggestion() {}

  /**
   * Returns the name with the smallest edit distance to a word: one mistake for every three
   * letters, and two at most, where an exchange of neighbours counts once.
   *
   * @return empty if no name is that close
   */
  public static Optional<String> closest(String word, Collection<String> names) {
    int allowed = Math.min(MAX_DISTANCE, word.length() / LETTERS_PER_MISTAKE);
    return names.stream()
        .filter(name -> Math.abs(name.length() - word.length()) <= allowed)
        .filter(name -> distance(word, name) <= allowed)
        .min(
            Comparator.<String>comparingInt(name -> distance(word, name))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** Returns " Did you mean 'x'?", or nothing if no name is close. */
  public static String question(String word, Collection<String> names) {
    return closest(word, names).map(" Did you mean '%s'?"::formatted).orElse("");
  }

  /** The optimal string alignment distance: insertions, deletions, substitutions, exchanges. */
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

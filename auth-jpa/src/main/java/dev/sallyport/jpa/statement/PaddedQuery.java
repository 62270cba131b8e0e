package dev.sallyport.jpa.statement;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * JPQL for many values in a few sizes only, whose places that are left are filled with the last
 * value once more: provider, driver and database each keep plans of queries, and would have to keep
 * hundreds otherwise. A parameter that is a list would leave the sizes to the provider.
 */
final class PaddedQuery {
  private final NavigableMap<Integer, String> textsBySize = new TreeMap<>();

  /**
   * Writes the text of each size.
   *
   * @param sizes how many places there are; the largest is how many values can be taken
   */
  PaddedQuery(List<Integer> sizes, IntFunction<String> text) {
    sizes.forEach(size -> textsBySize.put(size, text.apply(size)));
  }

  /** As many parameters as there are places, called by a word and a number from 0. */
  static String places(String word, int size) {
    return IntStream.range(0, size)
        .mapToObj(place -> ":" + word + place)
        .collect(joining(", ", "(", ")"));
  }

  /** The values, at least one, and as many of the last one as it takes. */
  <T> List<T> padded(List<T> values) {
    int size = textsBySize.ceilingKey(values.size());
    List<T> padded = new ArrayList<>(values);
    while (padded.size() < size) {
      padded.add(values.get(values.size() - 1));
    }
    return padded;
  }

  /** The text with a place for each of these. */
  String text(List<?> padded) {
    return textsBySize.getOrDefault(padded.size(), "");
  }
}

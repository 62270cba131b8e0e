package dev.sallyport.jpa.statement;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * JPQL for many values in only a few sizes. Free places are filled by repeating the last value.
 *
 * <p>Provider, driver and database each cache query plans and would otherwise cache hundreds. A
 * list parameter would leave the sizes to the provider.
 */
final class PaddedQuery {
  private final NavigableMap<Integer, String> textsBySize = new TreeMap<>();

  /**
   * Creates the query text of each size.
   *
   * @param sizes the numbers of places; the largest is the maximum number of values
   * @param text creates the query for a number of places
   */
  PaddedQuery(List<Integer> sizes, IntFunction<String> text) {
    sizes.forEach(size -> textsBySize.put(size, text.apply(size)));
  }

  /** Returns a list of parameters in parentheses, named by a word and a number from 0. */
  static String places(String word, int size) {
    return IntStream.range(0, size)
        .mapToObj(place -> ":" + word + place)
        .collect(joining(", ", "(", ")"));
  }

  /** Returns the values, at least one, padded with the last one to the next size. */
  <T> List<T> padded(List<T> values) {
    int size = textsBySize.ceilingKey(values.size());
    List<T> padded = new ArrayList<>(values);
    while (padded.size() < size) {
      padded.add(values.get(values.size() - 1));
    }
    return padded;
  }

  /** Returns the query with as many places as there are values. */
  String text(List<?> padded) {
    return textsBySize.getOrDefault(padded.size(), "");
  }
}

package dev.sallyport.jdbc.statement;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Statement with places instead of names.
 *
 * <p>Lists have only a few sizes; free places are filled by repeating the last value. Driver and
 * database each cache plans and would otherwise cache hundreds.
 *
 * @param sql the text, with a question mark for each place
 * @param values the values of the places
 */
record NamedStatement(String sql, List<@Nullable Object> values) {
  private static final Pattern NAME = Pattern.compile(":([a-z][a-z0-9_]*)");
  private static final List<Integer> SIZES = List.of(1, 4, 16, 64, 256, 512);
  private static final int LARGE = 1000;

  /** Translates a statement with names, all of which must have a value. */
  static NamedStatement of(String sql, Map<String, ?> parameters) {
    List<@Nullable Object> values = new ArrayList<>();
    Matcher names = NAME.matcher(sql);
    StringBuilder text = new StringBuilder(sql.length());
    while (names.find()) {
      if (!parameters.containsKey(names.group(1))) {
        throw new IllegalArgumentException("no value for " + names.group());
      }
      Object value = parameters.get(names.group(1));
      if (value instanceof Collection<?> some) {
        List<?> padded = padded(List.copyOf(some));
        values.addAll(padded);
        names.appendReplacement(text, String.join(", ", Collections.nCopies(padded.size(), "?")));
      } else {
        values.add(value);
        names.appendReplacement(text, "?");
      }
    }
    names.appendTail(text);
    return new NamedStatement(text.toString(), values);
  }

  private static List<?> padded(List<?> values) {
    int count = values.size();
    int size =
        SIZES.stream()
            .filter(it -> it >= count)
            .findFirst()
            .orElse((count + LARGE - 1) / LARGE * LARGE);
    List<Object> padded = new ArrayList<>(values);
    padded.addAll(Collections.nCopies(size - count, values.get(count - 1)));
    return padded;
  }
}

package dev.sallyport.benchmarks.load.report;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Response of a child JVM: {@code name=value} pairs.
 *
 * @param values the values by name
 */
public record Answer(Map<String, String> values) {
  public static Answer parse(String line) {
    Map<String, String> values = new HashMap<>();
    for (String pair : line.strip().split(" ", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        values.put(pair.substring(0, equals), pair.substring(equals + 1));
      }
    }
    return new Answer(values);
  }

  public String text(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the child did not return " + name);
    }
    return value;
  }

  public double number(String name) {
    return Double.parseDouble(text(name));
  }

  public long whole(String name) {
    return Long.parseLong(text(name));
  }

  public static Spread spread(List<Answer> launches, ToDoubleFunction<Answer> figure) {
    return Spread.of(launches.stream().map(figure::applyAsDouble).toList());
  }
}

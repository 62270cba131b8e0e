package dev.sallyport.benchmarks.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Header fields as containers implement them: a short ordered list with case-insensitive search,
 * whose memory is reused for the next request.
 */
final class Fields {
  private static final int INITIAL_CAPACITY = 16;

  private String[] names = new String[INITIAL_CAPACITY];
  private String[] values = new String[INITIAL_CAPACITY];
  private int size;

  void clear() {
    size = 0;
  }

  void add(String name, String value) {
    if (size == names.length) {
      names = Arrays.copyOf(names, 2 * size);
      values = Arrays.copyOf(values, 2 * size);
    }
    names[size] = name;
    values[size++] = value;
  }

  /**
   * Replaces all fields of a name by one at the position of the first, or by none if the value is
   * null.
   */
  void set(String name, @Nullable String value) {
    int first = next(name, 0);
    if (first < 0) {
      if (value != null) {
        add(name, value);
      }
      return;
    }
    int kept = first;
    if (value != null) {
      values[kept++] = value;
    }
    for (int i = first + 1; i < size; i++) {
      if (!names[i].equalsIgnoreCase(name)) {
        names[kept] = names[i];
        values[kept++] = values[i];
      }
    }
    size = kept;
  }

  @Nullable String first(String name) {
    int at = next(name, 0);
    return at < 0 ? null : values[at];
  }

  Enumeration<String> all(String name) {
    int first = next(name, 0);
    return first < 0 ? Collections.emptyEnumeration() : new Matches(name, first);
  }

  List<String> list(String name) {
    int at = next(name, 0);
    if (at < 0) {
      return List.of();
    }
    List<String> found = new ArrayList<>(1);
    for (; at >= 0; at = next(name, at + 1)) {
      found.add(values[at]);
    }
    return found;
  }

  List<String> names() {
    return Arrays.asList(names).subList(0, size);
  }

  private int next(String name, int from) {
    for (int i = from; i < size; i++) {
      String candidate = names[i];
      if (candidate.length() == name.length() && candidate.equalsIgnoreCase(name)) {
        return i;
      }
    }
    return -1;
  }

  @SuppressWarnings("JdkObsolete") // required by the Servlet API
  private final class Matches implements Enumeration<String> {
    private final String name;
    private int at;

    Matches(String name, int first) {
      this.name = name;
      this.at = first;
    }

    @Override
    public boolean hasMoreElements() {
      return at >= 0;
    }

    @Override
    public String nextElement() {
      String value = values[at];
      at = next(name, at + 1);
      return value;
    }
  }
}

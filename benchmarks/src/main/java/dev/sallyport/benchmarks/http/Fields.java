package dev.sallyport.benchmarks.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Header fields as containers have them: a short list in order, searched without regard to case,
 * whose memory is used again for the next request.
 */
final class Fields {
  private static final int ROOM = 16;

  private String[] names = new String[ROOM];
  private String[] values = new String[ROOM];
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

  /** Leaves one field of that name, where the first was if there was one; none if it is null. */
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
    return first < 0 ? Collections.emptyEnumeration() : new Walk(name, first);
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

  @SuppressWarnings("JdkObsolete") // the Servlet API has it
  private final class Walk implements Enumeration<String> {
    private final String name;
    private int at;

    Walk(String name, int first) {
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

package dev.sallyport.internal;

import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;

/** Division of a collection into parts for one call each. */
public final class Batches {
  private Batches() {}

  /** Returns the present elements in lists of at most {@code size}; none if there are none. */
  public static <T> List<List<T>> of(Collection<T> elements, int size) {
    List<T> all = List.copyOf(elements);
    return IntStream.range(0, (all.size() + size - 1) / size)
        .mapToObj(it -> all.subList(it * size, Math.min(all.size(), (it + 1) * size)))
        .toList();
  }
}

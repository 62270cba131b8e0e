package dev.sallyport.admin.api;

import dev.sallyport.key.Page;
import java.util.List;
import java.util.function.Function;

/**
 * Page of a list.
 *
 * @param page page number, from 1
 * @param size maximum number of items per page
 * @param total number of items on all pages
 * @since 0.1.0
 */
public record PageView<T>(List<T> items, int page, int size, long total) {
  /** Returns the view of a page. */
  public static <S, T> PageView<T> of(Page<S> found, int page, int size, Function<S, T> view) {
    return new PageView<>(found.items().stream().map(view).toList(), page, size, found.total());
  }
}

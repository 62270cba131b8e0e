package dev.sallyport.key;

import java.util.List;

/**
 * Page of a longer list.
 *
 * <pre>{@code
 * Page<ApiKey> page = sallyport.keys().list(ApiKeyQuery.all().page(0, 50));
 * }</pre>
 *
 * @param items items of this page; empty beyond the last page
 * @param total number of items on all pages, counted at about the same time; of keys see {@code
 *     ApiKeyQuery.MAX_COUNTED}
 * @since 0.1.0
 */
public record Page<T>(List<T> items, long total) {
  public Page {
    items = List.copyOf(items);
  }
}

package dev.sallyport.key;

import java.util.List;

/**
 * A part of a longer list.
 *
 * @param items what stands on this page; empty beyond the last one
 * @param total how many there are on all pages, counted at about the same time
 */
public record Page<T>(List<T> items, long total) {
  public Page {
    items = List.copyOf(items);
  }
}

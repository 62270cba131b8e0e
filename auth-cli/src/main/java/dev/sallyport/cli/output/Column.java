package dev.sallyport.cli.output;

/**
 * Column of a table.
 *
 * @param head the heading
 * @param minWidth the minimum width; a column that would become narrower is left out
 * @param rank the order in which columns are narrowed (lowest first) and left out (highest first);
 *     0 for a column that keeps its width
 */
public record Column(String head, int minWidth, int rank) {
  /** Returns a column that is always shown in full width. */
  public static Column fixed(String head) {
    return new Column(head, 0, 0);
  }

  /** Returns a column that is shown in full width or left out. */
  public static Column whole(String head, int rank) {
    return new Column(head, Integer.MAX_VALUE, rank);
  }
}

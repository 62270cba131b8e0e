package dev.sallyport.cli.output;

/**
 * A column of a table.
 *
 * @param minWidth how narrow it may become before it is left out
 * @param rank what becomes narrower, and is left out, first; 0 stays as it is
 */
public record Column(String head, int minWidth, int rank) {
  /** One that always stands there whole. */
  public static Column fixed(String head) {
    return new Column(head, 0, 0);
  }

  /** One that is there or not, but never cut. */
  public static Column whole(String head, int rank) {
    return new Column(head, Integer.MAX_VALUE, rank);
  }
}

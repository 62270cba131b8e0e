package dev.sallyport.management;

/**
 * Action on many keys at once.
 *
 * <pre>{@code
 * BulkResult result =
 *     sallyport.keys().bulk(BulkAction.DEACTIVATE, ids, key -> true, key -> true);
 * }</pre>
 *
 * @since 0.1.0
 */
public enum BulkAction {
  ACTIVATE,
  DEACTIVATE,
  DELETE
}

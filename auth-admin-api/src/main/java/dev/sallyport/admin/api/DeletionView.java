package dev.sallyport.admin.api;

import dev.sallyport.management.OwnerDeletionResult;

/**
 * Numbers of objects that were deleted with a user or an account.
 *
 * @since 0.1.0
 */
public record DeletionView(int users, int keys, int resources) {
  /** Returns the view of a deletion. */
  public static DeletionView of(OwnerDeletionResult deleted) {
    return new DeletionView(deleted.users(), deleted.keys(), deleted.resources());
  }
}

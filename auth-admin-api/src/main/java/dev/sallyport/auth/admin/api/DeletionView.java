package dev.sallyport.auth.admin.api;

import dev.sallyport.auth.OwnerDeletion;

/** How much was deleted with a user or an account. */
public record DeletionView(int users, int keys, int resources) {
  /** Returns the view of a deletion. */
  public static DeletionView of(OwnerDeletion deleted) {
    return new DeletionView(deleted.users(), deleted.keys(), deleted.resources());
  }
}

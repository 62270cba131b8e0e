package dev.sallyport.admin.api;

import dev.sallyport.key.Owner;

/**
 * Owner of a key, in requests and responses.
 *
 * @since 0.1.0
 */
public record OwnerView(String accountId, String userId) {
  /** Returns the view of an owner. */
  public static OwnerView of(Owner owner) {
    return new OwnerView(owner.accountId(), owner.userId());
  }
}

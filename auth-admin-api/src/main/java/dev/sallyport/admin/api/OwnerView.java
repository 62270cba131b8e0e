package dev.sallyport.admin.api;

import dev.sallyport.key.Owner;

/**
 * Owner of a key, in requests and responses.
 *
 * @since 0.1.0
 */
public record OwnerView(String accountNumber, String username) {
  /** Returns the view of an owner. */
  public static OwnerView of(Owner owner) {
    return new OwnerView(owner.accountNumber(), owner.username());
  }
}

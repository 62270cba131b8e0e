package dev.sallyport.admin.api;

import dev.sallyport.key.Owner;

/** Owner of a key, in requests and responses. */
public record OwnerView(String accountNumber, String username) {
  /** Returns the view of an owner. */
  public static OwnerView of(Owner owner) {
    return new OwnerView(owner.accountNumber(), owner.username());
  }
}

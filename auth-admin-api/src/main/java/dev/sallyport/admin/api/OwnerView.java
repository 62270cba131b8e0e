package dev.sallyport.admin.api;

import dev.sallyport.key.Owner;

/** The owner of a key, in requests too. */
public record OwnerView(String accountNumber, String username) {
  /** Returns the view of an owner. */
  public static OwnerView of(Owner owner) {
    return new OwnerView(owner.accountNumber(), owner.username());
  }
}

package dev.sallyport.admin.api;

import dev.sallyport.spi.OwnerRegistry.Account;

/** Account. */
public record AccountView(String accountNumber, String name, boolean active) {
  /** Returns the view of an account. */
  public static AccountView of(Account account) {
    return new AccountView(account.accountNumber(), account.name(), account.active());
  }
}

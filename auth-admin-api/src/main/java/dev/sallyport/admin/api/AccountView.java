package dev.sallyport.admin.api;

import dev.sallyport.spi.OwnerRegistry.Account;

/**
 * Account.
 *
 * @since 0.1.0
 */
public record AccountView(String accountId, String name, boolean active) {
  /** Returns the view of an account. */
  public static AccountView of(Account account) {
    return new AccountView(account.accountId(), account.name(), account.active());
  }
}

package dev.sallyport.cli.client;

import dev.sallyport.admin.api.AccountView;
import dev.sallyport.admin.api.DeletionView;
import dev.sallyport.admin.api.PageView;
import dev.sallyport.admin.api.UserView;
import dev.sallyport.spi.OwnerQuery;
import dev.sallyport.spi.OwnerRegistry.Account;
import dev.sallyport.spi.OwnerRegistry.User;
import dev.sallyport.token.Secret;
import java.util.Optional;

/** Client for accounts and users in a database or on a server. */
public interface OwnerClient {
  /** Returns an account; empty if it does not exist. */
  Optional<AccountView> account(String accountNumber);

  /** Returns a user; empty if it does not exist. */
  Optional<UserView> user(String username);

  /** Returns one page of the accounts that match. */
  PageView<AccountView> accounts(OwnerQuery query);

  /** Returns one page of the users that match. */
  PageView<UserView> users(OwnerQuery query);

  /** Creates an account; returns false if its number exists already. */
  boolean create(Account account);

  /** Creates a user; returns false if the username is taken or the account does not exist. */
  boolean create(User user, Optional<Secret> password);

  /** Activates or deactivates an account; empty if it does not exist. */
  Optional<AccountView> change(String accountNumber, boolean active);

  /** Changes a user; empty if it does not exist. */
  Optional<UserView> change(String username, UserChange change);

  /** Deletes a user with its keys and their bindings; empty if the user does not exist. */
  Optional<DeletionView> deleteUser(String username);

  /** Deletes an account with its users, keys and resources; empty if it does not exist. */
  Optional<DeletionView> deleteAccount(String accountNumber);

  /** Sets a user's password; empty if the user does not exist. */
  Optional<UserView> setPassword(String username, Secret password);

  /** A change to one user. */
  enum UserChange {
    ACTIVATE,
    DEACTIVATE,
    PROMOTE,
    DEMOTE
  }
}

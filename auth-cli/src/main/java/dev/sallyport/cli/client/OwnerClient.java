package dev.sallyport.cli.client;

import dev.sallyport.admin.api.AccountView;
import dev.sallyport.admin.api.DeletionView;
import dev.sallyport.admin.api.PageView;
import dev.sallyport.admin.api.UserView;
import dev.sallyport.key.Owner;
import dev.sallyport.spi.OwnerQuery;
import dev.sallyport.spi.OwnerRegistry.Account;
import dev.sallyport.spi.OwnerRegistry.User;
import dev.sallyport.token.Secret;
import java.util.Optional;

/** Client for accounts and users in a database or on a server. */
public interface OwnerClient {
  /** Returns an account; empty if it does not exist. */
  Optional<AccountView> account(String accountId);

  /** Returns a user; empty if it does not exist. */
  Optional<UserView> user(Owner owner);

  /** Returns one page of the accounts that match. */
  PageView<AccountView> accounts(OwnerQuery query);

  /** Returns one page of the users that match. */
  PageView<UserView> users(OwnerQuery query);

  /** Creates an account; returns false if its id exists already. */
  boolean create(Account account);

  /** Creates a user; returns false if the account has the user already or does not exist. */
  boolean create(User user, Optional<Secret> password);

  /** Activates or deactivates an account; empty if it does not exist. */
  Optional<AccountView> change(String accountId, boolean active);

  /** Changes a user; empty if it does not exist. */
  Optional<UserView> change(Owner owner, UserChange change);

  /** Deletes a user with its keys and their bindings; empty if the user does not exist. */
  Optional<DeletionView> deleteUser(Owner owner);

  /** Deletes an account with its users, keys and resources; empty if it does not exist. */
  Optional<DeletionView> deleteAccount(String accountId);

  /** Sets a user's password; empty if the user does not exist. */
  Optional<UserView> setPassword(Owner owner, Secret password);

  /** A change to one user. */
  enum UserChange {
    ACTIVATE,
    DEACTIVATE,
    PROMOTE,
    DEMOTE
  }
}

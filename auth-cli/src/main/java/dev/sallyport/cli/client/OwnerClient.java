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

/** Accounts and users, wherever they are kept. */
public interface OwnerClient {
  Optional<AccountView> account(String accountNumber);

  Optional<UserView> user(String username);

  PageView<AccountView> accounts(OwnerQuery query);

  PageView<UserView> users(OwnerQuery query);

  /** Answers false if there is one of this number. */
  boolean create(Account account);

  /** Answers false if there is one of this name, or no such account. */
  boolean create(User user, Optional<Secret> password);

  /** Switches an account on or off; empty if there is none. */
  Optional<AccountView> change(String accountNumber, boolean active);

  /** Changes a user; empty if there is none. */
  Optional<UserView> change(String username, UserChange change);

  /** Deletes a user with its keys and their bindings; empty if there is none. */
  Optional<DeletionView> deleteUser(String username);

  /** Deletes an account with all that is in it; empty if there is none. */
  Optional<DeletionView> deleteAccount(String accountNumber);

  Optional<UserView> setPassword(String username, Secret password);

  /** What is done to one user. */
  enum UserChange {
    ACTIVATE,
    DEACTIVATE,
    PROMOTE,
    DEMOTE
  }
}

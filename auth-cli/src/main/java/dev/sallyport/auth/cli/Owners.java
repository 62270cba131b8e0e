package dev.sallyport.auth.cli;

import dev.sallyport.auth.OwnerDeletion;
import dev.sallyport.auth.spi.OwnerQuery;
import dev.sallyport.auth.spi.OwnerRegistry.Account;
import dev.sallyport.auth.spi.OwnerRegistry.User;
import dev.sallyport.auth.spi.Page;
import dev.sallyport.auth.token.Secret;
import java.util.Optional;

/** Accounts and users, wherever they are kept. What it answers holds no password's hash. */
interface Owners {
  Optional<Account> account(String accountNumber);

  Optional<User> user(String username);

  Page<Account> accounts(OwnerQuery query);

  Page<User> users(OwnerQuery query);

  /** Answers false if there is one of this number. */
  boolean create(Account account);

  /** Answers false if there is one of this name, or no such account. */
  boolean create(User user, Optional<Secret> password);

  /** Switches an account on or off; empty if there is none. */
  Optional<Account> change(String accountNumber, boolean active);

  /** Changes a user; empty if there is none. */
  Optional<User> change(String username, UserChange change);

  /** Deletes a user with its keys and their bindings; empty if there is none. */
  Optional<OwnerDeletion> deleteUser(String username);

  /** Deletes an account with all that is in it; empty if there is none. */
  Optional<OwnerDeletion> deleteAccount(String accountNumber);

  Optional<User> setPassword(String username, Secret password);

  /** What is done to one user. */
  enum UserChange {
    ACTIVATE,
    DEACTIVATE,
    PROMOTE,
    DEMOTE
  }
}

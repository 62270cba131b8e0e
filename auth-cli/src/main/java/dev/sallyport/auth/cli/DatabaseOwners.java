package dev.sallyport.auth.cli;

import dev.sallyport.auth.OwnerDeletion;
import dev.sallyport.auth.OwnerManager;
import dev.sallyport.auth.spi.OwnerQuery;
import dev.sallyport.auth.spi.OwnerRegistry.Account;
import dev.sallyport.auth.spi.OwnerRegistry.User;
import dev.sallyport.auth.spi.Page;
import dev.sallyport.auth.token.Secret;
import java.util.Optional;

/** Accounts and users in a database. */
record DatabaseOwners(OwnerManager manager) implements Owners {
  @Override
  public Optional<Account> account(String accountNumber) {
    return manager.account(accountNumber);
  }

  @Override
  public Optional<User> user(String username) {
    return manager.user(username);
  }

  @Override
  public Page<Account> accounts(OwnerQuery query) {
    return manager.accounts(query);
  }

  @Override
  public Page<User> users(OwnerQuery query) {
    return manager.users(query);
  }

  @Override
  public boolean create(Account account) {
    return manager.createAccount(account);
  }

  @Override
  public boolean create(User user, Optional<Secret> password) {
    return manager.createUser(user, password);
  }

  @Override
  public Optional<Account> change(String accountNumber, boolean active) {
    return active
        ? manager.activateAccount(accountNumber)
        : manager.deactivateAccount(accountNumber);
  }

  @Override
  public Optional<User> change(String username, UserChange change) {
    return switch (change) {
      case ACTIVATE -> manager.activateUser(username);
      case DEACTIVATE -> manager.deactivateUser(username);
      case PROMOTE -> manager.promoteUser(username);
      case DEMOTE -> manager.demoteUser(username);
    };
  }

  @Override
  public Optional<OwnerDeletion> deleteUser(String username) {
    return manager.deleteUser(username);
  }

  @Override
  public Optional<OwnerDeletion> deleteAccount(String accountNumber) {
    return manager.deleteAccount(accountNumber);
  }

  @Override
  public Optional<User> setPassword(String username, Secret password) {
    return manager.setPassword(username, password);
  }
}

package dev.sallyport.cli.database;

import dev.sallyport.admin.api.AccountView;
import dev.sallyport.admin.api.DeletionView;
import dev.sallyport.admin.api.PageView;
import dev.sallyport.admin.api.UserView;
import dev.sallyport.cli.client.OwnerClient;
import dev.sallyport.management.OwnerManager;
import dev.sallyport.spi.OwnerQuery;
import dev.sallyport.spi.OwnerRegistry.Account;
import dev.sallyport.spi.OwnerRegistry.User;
import dev.sallyport.token.Secret;
import java.util.Optional;

/** Client for accounts and users in a database. */
record DatabaseOwners(OwnerManager manager) implements OwnerClient {
  @Override
  public Optional<AccountView> account(String accountNumber) {
    return manager.account(accountNumber).map(AccountView::of);
  }

  @Override
  public Optional<UserView> user(String username) {
    return manager.user(username).map(UserView::of);
  }

  @Override
  public PageView<AccountView> accounts(OwnerQuery query) {
    return PageView.of(manager.accounts(query), query.page() + 1, query.size(), AccountView::of);
  }

  @Override
  public PageView<UserView> users(OwnerQuery query) {
    return PageView.of(manager.users(query), query.page() + 1, query.size(), UserView::of);
  }

  @Override
  public boolean create(Account account) {
    return manager.createAccount(account);
  }

  @Override
  public boolean create(User user, Optional<Secret> password) {
    return password
        .map(it -> manager.createUser(user, it))
        .orElseGet(() -> manager.createUser(user));
  }

  @Override
  public Optional<AccountView> change(String accountNumber, boolean active) {
    Optional<Account> account =
        active ? manager.activateAccount(accountNumber) : manager.deactivateAccount(accountNumber);
    return account.map(AccountView::of);
  }

  @Override
  public Optional<UserView> change(String username, UserChange change) {
    Optional<User> user =
        switch (change) {
          case ACTIVATE -> manager.activateUser(username);
          case DEACTIVATE -> manager.deactivateUser(username);
          case PROMOTE -> manager.grantStaff(username);
          case DEMOTE -> manager.removeStaff(username);
        };
    return user.map(UserView::of);
  }

  @Override
  public Optional<DeletionView> deleteUser(String username) {
    return manager.deleteUser(username).map(DeletionView::of);
  }

  @Override
  public Optional<DeletionView> deleteAccount(String accountNumber) {
    return manager.deleteAccount(accountNumber).map(DeletionView::of);
  }

  @Override
  public Optional<UserView> setPassword(String username, Secret password) {
    return manager.setPassword(username, password).map(UserView::of);
  }
}

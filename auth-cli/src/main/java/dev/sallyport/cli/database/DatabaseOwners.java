package dev.sallyport.cli.database;

import dev.sallyport.admin.api.AccountView;
import dev.sallyport.admin.api.DeletionView;
import dev.sallyport.admin.api.PageView;
import dev.sallyport.admin.api.UserView;
import dev.sallyport.cli.client.OwnerClient;
import dev.sallyport.key.Owner;
import dev.sallyport.management.OwnerManager;
import dev.sallyport.spi.OwnerQuery;
import dev.sallyport.spi.OwnerRegistry.Account;
import dev.sallyport.spi.OwnerRegistry.User;
import dev.sallyport.token.Secret;
import java.util.Optional;

/** Client for accounts and users in a database. */
record DatabaseOwners(OwnerManager manager) implements OwnerClient {
  @Override
  public Optional<AccountView> account(String accountId) {
    return manager.account(accountId).map(AccountView::of);
  }

  @Override
  public Optional<UserView> user(Owner owner) {
    return manager.user(owner).map(UserView::of);
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
  public Optional<AccountView> change(String accountId, boolean active) {
    Optional<Account> account =
        active ? manager.activateAccount(accountId) : manager.deactivateAccount(accountId);
    return account.map(AccountView::of);
  }

  @Override
  public Optional<UserView> change(Owner owner, UserChange change) {
    Optional<User> user =
        switch (change) {
          case ACTIVATE -> manager.activateUser(owner);
          case DEACTIVATE -> manager.deactivateUser(owner);
          case PROMOTE -> manager.grantStaff(owner);
          case DEMOTE -> manager.removeStaff(owner);
        };
    return user.map(UserView::of);
  }

  @Override
  public Optional<DeletionView> deleteUser(Owner owner) {
    return manager.deleteUser(owner).map(DeletionView::of);
  }

  @Override
  public Optional<DeletionView> deleteAccount(String accountId) {
    return manager.deleteAccount(accountId).map(DeletionView::of);
  }

  @Override
  public Optional<UserView> setPassword(Owner owner, Secret password) {
    return manager.setPassword(owner, password).map(UserView::of);
  }
}

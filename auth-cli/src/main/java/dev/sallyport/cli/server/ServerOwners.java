package dev.sallyport.cli.server;

import dev.sallyport.admin.api.AccountView;
import dev.sallyport.admin.api.DeletionView;
import dev.sallyport.admin.api.PageView;
import dev.sallyport.admin.api.UserView;
import dev.sallyport.admin.api.body.CreateAccountBody;
import dev.sallyport.admin.api.body.CreateUserBody;
import dev.sallyport.admin.api.body.PasswordBody;
import dev.sallyport.cli.client.OwnerClient;
import dev.sallyport.key.Owner;
import dev.sallyport.spi.OwnerQuery;
import dev.sallyport.spi.OwnerRegistry.Account;
import dev.sallyport.spi.OwnerRegistry.User;
import dev.sallyport.token.Secret;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Client for accounts and users through the management API. */
record ServerOwners(ApiClient client) implements OwnerClient {
  private static final String ACCOUNTS = "accounts";
  private static final String USERS = "users";
  private static final String PASSWORD = "password";

  @Override
  public Optional<AccountView> account(String accountId) {
    return client.get(ACCOUNTS, accountId).readIfAny(AccountView.class);
  }

  @Override
  public Optional<UserView> user(Owner owner) {
    return client.get(ACCOUNTS, owner.accountId(), USERS, owner.userId()).readIfAny(UserView.class);
  }

  @Override
  public PageView<AccountView> accounts(OwnerQuery query) {
    return client.get(parameters(query), ACCOUNTS).readPage(AccountView.class);
  }

  @Override
  public PageView<UserView> users(OwnerQuery query) {
    return client.get(parameters(query), USERS).readPage(UserView.class);
  }

  private static Map<String, String> parameters(OwnerQuery query) {
    Map<String, String> parameters = new LinkedHashMap<>();
    Optional.ofNullable(query.text()).ifPresent(it -> parameters.put("q", it));
    Optional.ofNullable(query.accountId()).ifPresent(it -> parameters.put("account", it));
    Optional.ofNullable(query.userId()).ifPresent(it -> parameters.put("user", it));
    parameters.put("page", "" + (query.page() + 1));
    parameters.put("size", "" + query.size());
    return parameters;
  }

  @Override
  public boolean create(Account account) {
    return isCreated(
        client.post(new CreateAccountBody(account.accountId(), account.name()), ACCOUNTS));
  }

  @Override
  public boolean create(User user, Optional<Secret> password) {
    CreateUserBody body =
        new CreateUserBody(
            user.owner().accountId(),
            user.owner().userId(),
            user.kind(),
            user.email(),
            user.staff(),
            password.orElse(null));
    return isCreated(client.post(body, USERS));
  }

  private static boolean isCreated(ApiReply reply) {
    boolean isTaken = reply.problem().equals("exists") || reply.problem().equals("account-unknown");
    if (!isTaken) {
      reply.requireDone();
    }
    return !isTaken;
  }

  @Override
  public Optional<AccountView> change(String accountId, boolean active) {
    return client
        .post(ACCOUNTS, accountId, active ? "activate" : "deactivate")
        .readIfAny(AccountView.class);
  }

  @Override
  public Optional<UserView> change(Owner owner, UserChange change) {
    String verb = change.name().toLowerCase(Locale.ROOT);
    return client
        .post(ACCOUNTS, owner.accountId(), USERS, owner.userId(), verb)
        .readIfAny(UserView.class);
  }

  @Override
  public Optional<DeletionView> deleteUser(Owner owner) {
    return client
        .delete(ACCOUNTS, owner.accountId(), USERS, owner.userId())
        .readIfAny(DeletionView.class);
  }

  @Override
  public Optional<DeletionView> deleteAccount(String accountId) {
    return client.delete(ACCOUNTS, accountId).readIfAny(DeletionView.class);
  }

  @Override
  public Optional<UserView> setPassword(Owner owner, Secret password) {
    return client
        .put(
            new PasswordBody(password),
            ACCOUNTS,
            owner.accountId(),
            USERS,
            owner.userId(),
            PASSWORD)
        .readIfAny(UserView.class);
  }
}

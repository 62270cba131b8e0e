package dev.sallyport.cli.server;

import dev.sallyport.admin.api.AccountView;
import dev.sallyport.admin.api.DeletionView;
import dev.sallyport.admin.api.PageView;
import dev.sallyport.admin.api.UserView;
import dev.sallyport.admin.api.body.CreateAccountBody;
import dev.sallyport.admin.api.body.CreateUserBody;
import dev.sallyport.admin.api.body.PasswordBody;
import dev.sallyport.cli.client.OwnerClient;
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
  public Optional<AccountView> account(String accountNumber) {
    return client.get(ACCOUNTS, accountNumber).readIfAny(AccountView.class);
  }

  @Override
  public Optional<UserView> user(String username) {
    return client.get(USERS, username).readIfAny(UserView.class);
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
    Optional.ofNullable(query.textOrNull()).ifPresent(it -> parameters.put("q", it));
    Optional.ofNullable(query.accountNumberOrNull()).ifPresent(it -> parameters.put("account", it));
    parameters.put("page", "" + (query.page() + 1));
    parameters.put("size", "" + query.size());
    return parameters;
  }

  @Override
  public boolean create(Account account) {
    return isCreated(
        client.post(new CreateAccountBody(account.accountNumber(), account.name()), ACCOUNTS));
  }

  @Override
  public boolean create(User user, Optional<Secret> password) {
    CreateUserBody body =
        new CreateUserBody(
            user.owner().accountNumber(),
            user.owner().username(),
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
  public Optional<AccountView> change(String accountNumber, boolean active) {
    return client
        .post(ACCOUNTS, accountNumber, active ? "activate" : "deactivate")
        .readIfAny(AccountView.class);
  }

  @Override
  public Optional<UserView> change(String username, UserChange change) {
    String verb = change.name().toLowerCase(Locale.ROOT);
    return client.post(USERS, username, verb).readIfAny(UserView.class);
  }

  @Override
  public Optional<DeletionView> deleteUser(String username) {
    return client.delete(USERS, username).readIfAny(DeletionView.class);
  }

  @Override
  public Optional<DeletionView> deleteAccount(String accountNumber) {
    return client.delete(ACCOUNTS, accountNumber).readIfAny(DeletionView.class);
  }

  @Override
  public Optional<UserView> setPassword(String username, Secret password) {
    return client
        .put(new PasswordBody(password), USERS, username, PASSWORD)
        .readIfAny(UserView.class);
  }
}

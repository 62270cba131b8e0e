package dev.sallyport.auth.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.auth.OwnerDeletion;
import dev.sallyport.auth.spi.OwnerQuery;
import dev.sallyport.auth.spi.OwnerRegistry.Account;
import dev.sallyport.auth.spi.OwnerRegistry.User;
import dev.sallyport.auth.spi.Page;
import dev.sallyport.auth.token.Secret;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Accounts and users behind the management API. */
record ApiOwners(ApiClient client) implements Owners {
  private static final String ACCOUNTS = "accounts";
  private static final String USERS = "users";
  private static final String PASSWORD = "password";

  @Override
  public Optional<Account> account(String accountNumber) {
    return client.get(ACCOUNTS, accountNumber).readIfAny(ApiShapes::account);
  }

  @Override
  public Optional<User> user(String username) {
    return client.get(USERS, username).readIfAny(ApiShapes::user);
  }

  @Override
  public Page<Account> accounts(OwnerQuery query) {
    return client
        .get(parameters(query), ACCOUNTS)
        .read(json -> ApiShapes.page(json, ApiShapes::account));
  }

  @Override
  public Page<User> users(OwnerQuery query) {
    return client.get(parameters(query), USERS).read(json -> ApiShapes.page(json, ApiShapes::user));
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
    ObjectNode body = Json.MAPPER.createObjectNode();
    body.put("accountNumber", account.accountNumber()).put("name", account.name());
    return isMade(client.post(body, ACCOUNTS));
  }

  @Override
  public boolean create(User user, Optional<Secret> password) {
    ObjectNode body = Json.MAPPER.createObjectNode();
    body.put("accountNumber", user.owner().accountNumber())
        .put("username", user.owner().username())
        .put("email", user.email())
        .put("staff", user.staff());
    password.ifPresent(it -> body.put(PASSWORD, it.reveal()));
    return isMade(client.post(body, USERS));
  }

  private static boolean isMade(ApiReply reply) {
    boolean isTaken = reply.problem().equals("exists") || reply.problem().equals("account-unknown");
    if (!isTaken) {
      reply.requireDone();
    }
    return !isTaken;
  }

  @Override
  public Optional<Account> change(String accountNumber, boolean active) {
    return client
        .post(ACCOUNTS, accountNumber, active ? "activate" : "deactivate")
        .readIfAny(ApiShapes::account);
  }

  @Override
  public Optional<User> change(String username, UserChange change) {
    String verb = change.name().toLowerCase(Locale.ROOT);
    return client.post(USERS, username, verb).readIfAny(ApiShapes::user);
  }

  @Override
  public Optional<OwnerDeletion> deleteUser(String username) {
    return client.delete(USERS, username).readIfAny(ApiShapes::deletion);
  }

  @Override
  public Optional<OwnerDeletion> deleteAccount(String accountNumber) {
    return client.delete(ACCOUNTS, accountNumber).readIfAny(ApiShapes::deletion);
  }

  @Override
  public Optional<User> setPassword(String username, Secret password) {
    ObjectNode body = Json.MAPPER.createObjectNode();
    body.put(PASSWORD, password.reveal());
    return client.put(body, USERS, username, PASSWORD).readIfAny(ApiShapes::user);
  }
}

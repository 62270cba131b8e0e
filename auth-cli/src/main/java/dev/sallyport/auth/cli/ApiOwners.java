package dev.sallyport.auth.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.auth.spi.OwnerRegistry.Account;
import dev.sallyport.auth.spi.OwnerRegistry.User;
import dev.sallyport.auth.token.Secret;
import java.util.Locale;
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
  public Optional<User> setPassword(String username, Secret password) {
    ObjectNode body = Json.MAPPER.createObjectNode();
    body.put(PASSWORD, password.reveal());
    return client.put(body, USERS, username, PASSWORD).readIfAny(ApiShapes::user);
  }
}

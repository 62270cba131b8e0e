package dev.sallyport.auth;

import dev.sallyport.auth.spi.OwnerProfile;
import dev.sallyport.auth.spi.OwnerRegistry;
import dev.sallyport.auth.spi.OwnerStatus;
import dev.sallyport.auth.token.Owner;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Keeps accounts and users in this JVM, until it ends: for tests and trials. Thread-safe. */
public final class InMemoryOwnerRegistry implements OwnerRegistry {
  private final Map<String, Account> accounts = new HashMap<>();
  private final Map<String, User> users = new HashMap<>();

  @Override
  public synchronized Optional<OwnerProfile> find(Owner owner) {
    return findUser(owner)
        .flatMap(user -> findAccount(owner.accountNumber()).map(account -> profile(account, user)));
  }

  @Override
  public synchronized Optional<Account> findAccount(String accountNumber) {
    return Optional.ofNullable(accounts.get(accountNumber));
  }

  @Override
  public synchronized boolean insertAccount(Account account) {
    return accounts.putIfAbsent(account.accountNumber(), account) == null;
  }

  @Override
  public synchronized boolean updateAccount(Account account) {
    return accounts.replace(account.accountNumber(), account) != null;
  }

  @Override
  public synchronized boolean insertUser(User user) {
    return accounts.containsKey(user.owner().accountNumber())
        && users.putIfAbsent(user.owner().username(), user) == null;
  }

  @Override
  public synchronized boolean updateUser(User user) {
    return findUser(user.owner()).isPresent() && users.put(user.owner().username(), user) != null;
  }

  private static OwnerProfile profile(Account account, User user) {
    OwnerStatus status = new OwnerStatus(account.active(), user.active(), user.staff());
    return new OwnerProfile(user.owner(), account.name(), user.email(), status);
  }

  private Optional<User> findUser(Owner owner) {
    return Optional.ofNullable(users.get(owner.username()))
        .filter(user -> user.owner().equals(owner));
  }
}

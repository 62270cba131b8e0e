package dev.sallyport.internal.management;

import dev.sallyport.key.Owner;
import dev.sallyport.management.OwnerDeletionResult;
import dev.sallyport.session.SessionStore;
import dev.sallyport.spi.ApiKeyQuery;
import dev.sallyport.spi.OwnerQuery;
import dev.sallyport.spi.OwnerRegistry;
import dev.sallyport.spi.OwnerRegistry.Account;
import dev.sallyport.spi.OwnerRegistry.User;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Deletion of users and accounts with their keys, sessions and resources, in steps that each leave
 * all keys denied.
 */
record OwnerRemoval(
    DefaultOwnerManager owners,
    OwnerRegistry registry,
    DefaultApiKeyManager keys,
    Optional<DefaultResourceManager> resources,
    SessionStore sessions) {

  Optional<OwnerDeletionResult> deleteUser(Owner owner) {
    int deleted = 0;
    for (int attempt = 0; attempt < Retry.MAX_ATTEMPTS; attempt++) {
      Optional<User> user = owners.deactivateUser(owner);
      if (user.isEmpty()) {
        return Optional.empty();
      }
      deleted += keys.deleteAll(user.get().owner());
      sessions.removeAll(user.get().owner());
      if (owners.remove(user.get())) {
        return Optional.of(new OwnerDeletionResult(1, deleted + deleteLateKeysOf(user.get()), 0));
      }
    }
    throw Retry.conflict("update user " + owner);
  }

  /** Deletes keys that were created meanwhile, but not those of a new user with the same id. */
  private int deleteLateKeysOf(User user) {
    return keys.deleteAll(
        ApiKeyQuery.all().ofOwner(user.owner()),
        key -> Objects.equals(key.ownerIncarnation(), user.incarnation()));
  }

  Optional<OwnerDeletionResult> deleteAccount(String accountId) {
    OwnerDeletionResult deleted = OwnerDeletionResult.NONE;
    for (int attempt = 0; attempt < Retry.MAX_ATTEMPTS; attempt++) {
      Optional<Account> account = owners.deactivateAccount(accountId);
      if (account.isEmpty()) {
        return Optional.empty();
      }
      deleted = deleted.and(deleteContentOf(accountId));
      if (owners.remove(account.get())) {
        return Optional.of(deleted);
      }
    }
    throw Retry.conflict("update account " + accountId);
  }

  private OwnerDeletionResult deleteContentOf(String accountId) {
    OwnerDeletionResult deleted = new OwnerDeletionResult(0, 0, deleteResourcesOf(accountId));
    OwnerQuery query = OwnerQuery.all().ofAccount(accountId).page(0, OwnerQuery.MAX_SIZE);
    for (List<User> some = users(query); !some.isEmpty(); some = users(query)) {
      for (User user : some) {
        deleted = deleted.and(deleteUser(user.owner()).orElse(OwnerDeletionResult.NONE));
      }
    }
    int keysOfNoUser = keys.deleteAll(ApiKeyQuery.all().ofAccount(accountId), key -> true);
    return deleted.and(new OwnerDeletionResult(0, keysOfNoUser, 0));
  }

  private List<User> users(OwnerQuery query) {
    return registry.listUsers(query).items();
  }

  private int deleteResourcesOf(String accountId) {
    return resources
        .map(
            manager ->
                (int)
                    manager.ofAccount(accountId).stream()
                        .filter(it -> manager.delete(accountId, it.id()))
                        .count())
        .orElse(0);
  }
}

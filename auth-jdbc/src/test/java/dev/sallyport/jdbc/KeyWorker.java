package dev.sallyport.jdbc;

import dev.sallyport.Sallyport;
import dev.sallyport.event.Event.KeyAction;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.Owner;
import dev.sallyport.management.ApiKeyManager;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.management.CreateResult;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.management.Rotation;
import dev.sallyport.spi.OwnerRegistry;
import dev.sallyport.spi.OwnerRegistry.Account;
import dev.sallyport.spi.OwnerRegistry.User;
import dev.sallyport.spi.StoreException;
import dev.sallyport.testkit.TestKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Worker that creates, rotates, deactivates and deletes its keys and reports each change before and
 * after.
 */
final class KeyWorker implements Runnable {
  private final int number;
  private final ApiKeyManager keys;
  private final Consumer<KeyChange> begun;
  private final Consumer<KeyChange> done;
  private final SplittableRandom random;
  private final List<UUID> active = new ArrayList<>();
  private final List<UUID> inactive = new ArrayList<>();

  KeyWorker(int number, ApiKeyManager keys, Consumer<KeyChange> begun, Consumer<KeyChange> done) {
    this.number = number;
    this.keys = keys;
    this.begun = begun;
    this.done = done;
    this.random = new SplittableRandom(number);
  }

  /** Returns the owner of the keys of a worker. */
  static Owner owner(int number) {
    return new Owner(TestKeys.OWNER.accountId(), "worker" + number);
  }

  /** Creates the owners of a number of workers. */
  static void createOwners(Sallyport sallyport, int workers) {
    OwnerRegistry owners = (OwnerRegistry) sallyport.owners();
    owners.insertAccount(new Account(TestKeys.OWNER.accountId(), "", true));
    for (int number = 0; number < workers; number++) {
      owners.insertUser(User.person(owner(number)).staff(true));
    }
  }

  /** Changes keys until the store fails. */
  @Override
  public void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        changeOne();
      }
    } catch (StoreException e) {
      // the outcome of the last change is unknown
    }
  }

  private void changeOne() {
    int choice = random.nextInt(4);
    if (active.size() < 3 || choice == 0) {
      begun.accept(KeyChange.of(number, KeyAction.CREATED, KeyChange.UNKNOWN));
      UUID key = idOf(keys.create(CreateKeyRequest.of(owner(number), "a key")));
      active.add(key);
      done.accept(KeyChange.of(number, KeyAction.CREATED, key));
    } else if (choice == 1) {
      UUID key = removeRandom(active);
      begun.accept(KeyChange.of(number, KeyAction.ROTATED, key));
      UUID successor = idOf(keys.rotate(key, Rotation.immediate()).orElseThrow());
      inactive.add(key);
      active.add(successor);
      done.accept(new KeyChange(number, KeyAction.ROTATED, key, successor));
    } else if (choice == 2) {
      UUID key = removeRandom(active);
      begun.accept(KeyChange.of(number, KeyAction.DEACTIVATED, key));
      inactive.add(idOf(keys.deactivate(key)));
      done.accept(KeyChange.of(number, KeyAction.DEACTIVATED, key));
    } else {
      UUID key = removeRandom(inactive.isEmpty() ? active : inactive);
      begun.accept(KeyChange.of(number, KeyAction.DELETED, key));
      done.accept(KeyChange.of(number, KeyAction.DELETED, idOf(keys.delete(key))));
    }
  }

  private static UUID idOf(CreateResult result) {
    return ((Created) result).key().id();
  }

  private static UUID idOf(Optional<ApiKey> result) {
    return result.orElseThrow().id();
  }

  private UUID removeRandom(List<UUID> ids) {
    return ids.remove(random.nextInt(ids.size()));
  }
}

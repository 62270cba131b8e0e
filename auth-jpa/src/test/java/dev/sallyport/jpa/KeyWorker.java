package dev.sallyport.jpa;

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

/** Makes, rotates, turns off and deletes keys of its own, and tells of each before and after. */
final class KeyWorker implements Runnable {
  private final int number;
  private final ApiKeyManager keys;
  private final Consumer<KeyChange> begun;
  private final Consumer<KeyChange> done;
  private final SplittableRandom random;
  private final List<UUID> on = new ArrayList<>();
  private final List<UUID> off = new ArrayList<>();

  KeyWorker(int number, ApiKeyManager keys, Consumer<KeyChange> begun, Consumer<KeyChange> done) {
    this.number = number;
    this.keys = keys;
    this.begun = begun;
    this.done = done;
    this.random = new SplittableRandom(number);
  }

  /** Whose keys a worker of this number changes. */
  static Owner owner(int number) {
    return new Owner(TestKeys.OWNER.accountNumber(), "worker" + number);
  }

  /** Makes the owners of so many workers. */
  static void makeOwners(Sallyport sallyport, int workers) {
    OwnerRegistry owners = (OwnerRegistry) sallyport.owners();
    owners.insertAccount(new Account(TestKeys.OWNER.accountNumber(), "", true));
    for (int number = 0; number < workers; number++) {
      owners.insertUser(new User(owner(number), "", true, true, null));
    }
  }

  /** Until the store fails. */
  @Override
  public void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        changeOne();
      }
    } catch (StoreException e) {
      // what was begun last is unknown
    }
  }

  private void changeOne() {
    int choice = random.nextInt(4);
    if (on.size() < 3 || choice == 0) {
      begun.accept(KeyChange.of(number, KeyAction.CREATED, KeyChange.UNKNOWN));
      UUID key = made(keys.create(CreateKeyRequest.of(owner(number), "a key")));
      on.add(key);
      done.accept(KeyChange.of(number, KeyAction.CREATED, key));
    } else if (choice == 1) {
      UUID key = takenFrom(on);
      begun.accept(KeyChange.of(number, KeyAction.ROTATED, key));
      UUID successor = made(keys.rotate(key, Rotation.immediate()).orElseThrow());
      off.add(key);
      on.add(successor);
      done.accept(new KeyChange(number, KeyAction.ROTATED, key, successor));
    } else if (choice == 2) {
      UUID key = takenFrom(on);
      begun.accept(KeyChange.of(number, KeyAction.DEACTIVATED, key));
      off.add(changed(keys.deactivate(key)));
      done.accept(KeyChange.of(number, KeyAction.DEACTIVATED, key));
    } else {
      UUID key = takenFrom(off.isEmpty() ? on : off);
      begun.accept(KeyChange.of(number, KeyAction.DELETED, key));
      done.accept(KeyChange.of(number, KeyAction.DELETED, changed(keys.delete(key))));
    }
  }

  private static UUID made(CreateResult result) {
    return ((Created) result).key().id();
  }

  private static UUID changed(Optional<ApiKey> result) {
    return result.orElseThrow().id();
  }

  private UUID takenFrom(List<UUID> some) {
    return some.remove(random.nextInt(some.size()));
  }
}

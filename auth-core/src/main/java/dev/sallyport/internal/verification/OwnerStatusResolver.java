package dev.sallyport.internal.verification;

import dev.sallyport.internal.store.StoreExecutor;
import dev.sallyport.key.Owner;
import dev.sallyport.key.OwnerProfile;
import dev.sallyport.key.OwnerStatus;
import dev.sallyport.spi.KeyWithOwnerStatus;
import dev.sallyport.spi.OwnerDirectory;
import dev.sallyport.spi.OwnerRegistry;
import java.time.Duration;

/**
 * Tells the status of owners: as the store said with the key, or else as the directory says. A
 * host's directory is called on threads of its own, so that a slow one holds up no loads of keys.
 */
final class OwnerStatusResolver implements AutoCloseable {
  private static final int THREADS_OF_HOST = 64;
  private static final Owner NOBODY = new Owner("0000-0000-0000", "nobody");

  private final OwnerDirectory directory;
  private final StoreExecutor executor;
  private final boolean isOfHost;

  OwnerStatusResolver(OwnerDirectory directory, StoreExecutor ofStore, Duration timeout) {
    this.directory = directory;
    this.isOfHost = !(directory instanceof OwnerRegistry);
    this.executor =
        isOfHost
            ? new StoreExecutor(THREADS_OF_HOST, timeout, () -> directory.find(NOBODY))
            : ofStore;
  }

  /** Returns whether only a host's directory knows the status of an owner. */
  boolean isOfHost() {
    return isOfHost;
  }

  /**
   * Returns the status of a key's owner; absent if the key is of an earlier one of that name. Call
   * after verification only.
   *
   * @throws dev.sallyport.spi.StoreException if it could not be found out
   */
  OwnerStatus statusOf(KeyWithOwnerStatus stored) {
    OwnerStatus status = stored.ownerStatus().orElseGet(() -> executor.call(() -> find(stored)));
    return status.forKey(stored.key());
  }

  private OwnerStatus find(KeyWithOwnerStatus stored) {
    return directory
        .find(stored.key().owner())
        .map(OwnerProfile::status)
        .orElse(OwnerStatus.ABSENT);
  }

  @Override
  public void close() {
    if (isOfHost) {
      executor.close();
    }
  }
}

package dev.sallyport.internal.verification;

import dev.sallyport.internal.store.StoreExecutor;
import dev.sallyport.key.KeyWithOwnerStatus;
import dev.sallyport.key.Owner;
import dev.sallyport.key.OwnerProfile;
import dev.sallyport.key.OwnerStatus;
import dev.sallyport.spi.OwnerDirectory;
import dev.sallyport.spi.OwnerRegistry;
import java.time.Duration;

/**
 * Resolver of the status of owners: from the store, if it has read them together with the key, or
 * from the directory. That of a host is called on separate threads, so that a slow directory does
 * not delay loads of keys.
 */
final class OwnerStatusResolver implements AutoCloseable {
  private static final int THREADS_OF_HOST = 64;
  private static final Owner TRIAL_OWNER = Owner.of("unknown");

  private final OwnerDirectory directory;
  private final StoreExecutor executor;
  private final boolean isOfHost;

  OwnerStatusResolver(OwnerDirectory directory, StoreExecutor ofStore, Duration timeout) {
    this.directory = directory;
    this.isOfHost = !(directory instanceof OwnerRegistry);
    this.executor =
        isOfHost
            ? new StoreExecutor(THREADS_OF_HOST, timeout, () -> directory.find(TRIAL_OWNER))
            : ofStore;
  }

  /** Returns whether the status of owners comes from a host's directory. */
  boolean isOfHost() {
    return isOfHost;
  }

  /**
   * Returns the status of a key's owner; {@link OwnerStatus#ABSENT} if the key belongs to an
   * earlier owner of that name. Call it after verification only.
   *
   * @throws dev.sallyport.spi.StoreException if the store or the directory is unavailable
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

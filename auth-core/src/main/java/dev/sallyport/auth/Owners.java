package dev.sallyport.auth;

import dev.sallyport.auth.spi.OwnerDirectory;
import dev.sallyport.auth.spi.OwnerProfile;
import dev.sallyport.auth.spi.OwnerRegistry;
import dev.sallyport.auth.spi.OwnerStatus;
import dev.sallyport.auth.spi.StoreException;
import dev.sallyport.auth.spi.StoredToken;

/**
 * Tells what owners may do: as the store said with the key, or else as the directory says. A host's
 * directory has threads of its own, so that one that is slow holds up no reads of keys.
 */
final class Owners implements AutoCloseable {
  private static final int THREADS_OF_HOST = 64;

  private final OwnerDirectory directory;
  private final StoreCalls calls;
  private final boolean isOfHost;

  Owners(SallyportBuilder parts, StoreCalls ofStore) {
    this.directory = parts.owners;
    this.isOfHost = !(directory instanceof OwnerRegistry);
    this.calls = isOfHost ? parts.storeCalls(THREADS_OF_HOST) : ofStore;
  }

  /** Whether it takes a host's directory to know what an owner may do. */
  boolean areOfHost() {
    return isOfHost;
  }

  /**
   * The status of a key's owner: absent if the key is of an earlier one of that name. Call after
   * proof only.
   *
   * @throws StoreException if it could not be found out
   */
  OwnerStatus statusOf(StoredToken stored) {
    OwnerStatus status = stored.ownerStatus().orElseGet(() -> calls.call(() -> ask(stored)));
    return status.forKey(stored.key());
  }

  private OwnerStatus ask(StoredToken stored) {
    return directory
        .find(stored.key().owner())
        .map(OwnerProfile::status)
        .orElse(OwnerStatus.ABSENT);
  }

  @Override
  public void close() {
    if (isOfHost) {
      calls.close();
    }
  }
}

package dev.sallyport.internal.verification;

import static java.util.stream.Collectors.toSet;

import dev.sallyport.internal.Batches;
import dev.sallyport.internal.store.StoreExecutor;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.KeyWithOwnerStatus;
import dev.sallyport.key.Owner;
import dev.sallyport.key.OwnerProfile;
import dev.sallyport.key.OwnerStatus;
import dev.sallyport.spi.OwnerDirectory;
import dev.sallyport.spi.OwnerRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Resolver of the status of owners: from the store, if it has read them together with the key, or
 * from the directory. That of a host is called on separate threads, so that a slow directory does
 * not delay loads of keys.
 */
public final class OwnerStatusResolver implements AutoCloseable {
  private static final int THREADS_OF_HOST = 64;

  private static final int BATCH = 500;

  /** A host that finds one user after the other has the timeout for so many. */
  private static final int BATCH_OF_HOST = 20;

  private static final Owner TRIAL_OWNER = Owner.of("unknown");

  private final OwnerDirectory directory;
  private final StoreExecutor executor;
  private final boolean isOfHost;

  /**
   * Creates a resolver.
   *
   * @param ofStore executor for a directory that is the store's own
   * @param timeout timeout of calls to a directory of the host
   */
  public OwnerStatusResolver(OwnerDirectory directory, StoreExecutor ofStore, Duration timeout) {
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
    return status(directory.find(stored.key().owner()).orElse(null));
  }

  /**
   * Returns keys with the status of their owners.
   *
   * @throws dev.sallyport.spi.StoreException if the store or the directory is unavailable
   */
  public List<KeyWithOwnerStatus> withStatuses(Collection<ApiKey> keys) {
    Map<Owner, OwnerProfile> profiles = new HashMap<>();
    Set<Owner> unread = keys.stream().map(ApiKey::owner).collect(toSet());
    for (List<Owner> batch : Batches.of(unread, isOfHost ? BATCH_OF_HOST : BATCH)) {
      profiles.putAll(executor.call(() -> directory.findAll(batch)));
    }
    return keys.stream()
        .map(it -> new KeyWithOwnerStatus(it, status(profiles.get(it.owner()))))
        .toList();
  }

  /** Returns the status in a profile; {@link OwnerStatus#ABSENT} for null. */
  public static OwnerStatus status(@Nullable OwnerProfile profile) {
    return profile == null ? OwnerStatus.ABSENT : profile.status();
  }

  @Override
  public void close() {
    if (isOfHost) {
      executor.close();
    }
  }
}

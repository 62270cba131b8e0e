package dev.sallyport.internal.verification;

import dev.sallyport.key.Owner;
import dev.sallyport.spi.Invalidation;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Version numbers of loads and changes, by which data that was loaded before a change is invalid.
 *
 * <p>A load takes a number before it starts; its result is valid until the key or its owner is
 * changed. This covers loads in flight too and needs no lock. Changes are kept in stripes: a change
 * may invalidate others of its stripe, which are loaded once more. Thread-safe.
 */
public final class InvalidationVersions {
  private static final int STRIPES = 1 << 14;

  private final AtomicLong latest = new AtomicLong();
  private final AtomicLong latestOfKeys = new AtomicLong();
  private final AtomicLong latestOfOwners = new AtomicLong();
  private final AtomicLongArray keys = new AtomicLongArray(STRIPES);
  private final AtomicLongArray users = new AtomicLongArray(STRIPES);
  private final AtomicLongArray accounts = new AtomicLongArray(STRIPES);

  /** Returns the version of a load. Call it before the load. */
  long beginLoad() {
    return latest.incrementAndGet();
  }

  /** Invalidates loaded data. Call it after the change is stored and before it is reported. */
  public void invalidate(Invalidation change) {
    long version = latest.incrementAndGet();
    if (change instanceof Invalidation.OfKey it) {
      raise(keys, it.keyId(), version);
      latestOfKeys.accumulateAndGet(version, Math::max);
    } else if (change instanceof Invalidation.OfUser it) {
      raise(users, it.owner(), version);
    } else if (change instanceof Invalidation.OfAccount it) {
      raise(accounts, it.accountId(), version);
    }
  }

  /** Invalidates owners that only a host can identify. */
  void invalidateSomeOwners() {
    latestOfOwners.accumulateAndGet(latest.incrementAndGet(), Math::max);
  }

  /**
   * Returns whether a key or its owner may have changed since a load. Owners that only a host can
   * identify are evicted instead.
   */
  boolean isInvalidated(long version, UUID keyId, Owner owner) {
    return keys.get(stripe(keyId)) > version || isOwnerInvalidated(version, owner);
  }

  boolean isOwnerInvalidated(long version, Owner owner) {
    return users.get(stripe(owner)) > version || accounts.get(stripe(owner.accountId())) > version;
  }

  /** Returns whether any key was created or changed since a load. */
  boolean isAnyKeyInvalidated(long version) {
    return latestOfKeys.get() > version;
  }

  /** Returns whether {@link #invalidateSomeOwners} was called since a load. */
  boolean areSomeOwnersInvalidated(long version) {
    return latestOfOwners.get() > version;
  }

  private static void raise(AtomicLongArray stripes, Object changed, long version) {
    stripes.accumulateAndGet(stripe(changed), version, Math::max);
  }

  private static int stripe(Object changed) {
    int hash = changed.hashCode();
    return (hash ^ (hash >>> 16)) & (STRIPES - 1);
  }
}

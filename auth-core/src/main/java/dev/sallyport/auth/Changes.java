package dev.sallyport.auth;

import dev.sallyport.auth.spi.Change;
import dev.sallyport.auth.token.Owner;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Readings and changes in one row of numbers, so that what was read before a change is not believed
 * any more.
 *
 * <p>Whoever reads the store takes a number first, and what was read is good until something about
 * it is changed. That holds for readings under way too, and needs no lock. Keys, users and accounts
 * are noted in stripes: a change of one may make others be read once more, never less. The latest
 * changes are remembered by name too, for when nothing can be read. Thread-safe.
 */
final class Changes {
  private static final int STRIPES = 1 << 14;
  private static final int MAX_NAMED = 10_000;

  private final AtomicLong latest = new AtomicLong();
  private final AtomicLong latestOfKeys = new AtomicLong();
  private final AtomicLong latestOfOwners = new AtomicLong();
  private final AtomicLongArray keys = new AtomicLongArray(STRIPES);
  private final AtomicLongArray users = new AtomicLongArray(STRIPES);
  private final AtomicLongArray accounts = new AtomicLongArray(STRIPES);
  private final Map<Change, Long> named = new LinkedHashMap<>();
  private long latestUnnamed; // of what is no longer in it

  /** The number of a reading. Call before it. */
  long beginReading() {
    return latest.incrementAndGet();
  }

  /** Call after the change is in the store, and before saying so. */
  void note(Change change) {
    long number = latest.incrementAndGet();
    if (change instanceof Change.OfKey it) {
      raise(keys, stripe(it.keyId().hashCode()), number);
      latestOfKeys.accumulateAndGet(number, Math::max);
    } else if (change instanceof Change.OfUser it) {
      raise(users, stripe(it.username().hashCode()), number);
    } else if (change instanceof Change.OfAccount it) {
      raise(accounts, stripe(it.accountNumber().hashCode()), number);
    }
    name(change, number);
  }

  /** Remembers a change by name; numbers may come in another order than they were given. */
  void name(Change change, long number) {
    synchronized (named) {
      Long before = named.remove(change); // to stand last
      named.put(change, before == null ? number : Math.max(before, number));
      if (named.size() > MAX_NAMED) {
        Iterator<Long> oldest = named.values().iterator();
        latestUnnamed = Math.max(latestUnnamed, oldest.next());
        oldest.remove();
      }
    }
  }

  /** The same for owners of whom only a host knows which they are. */
  void noteSomeOwners() {
    latestOfOwners.accumulateAndGet(latest.incrementAndGet(), Math::max);
  }

  /** Whether a key or its owner was changed since a reading. */
  boolean isSince(long reading, int hashOfKeyId, Owner owner) {
    return keys.get(stripe(hashOfKeyId)) > reading
        || users.get(stripe(owner.username().hashCode())) > reading
        || accounts.get(stripe(owner.accountNumber().hashCode())) > reading;
  }

  /**
   * Whether that is sure and not only possible, since what was changed may be others: where {@link
   * #isSince} says so, but too much was changed to tell, this says so too.
   */
  boolean isSurelySince(long reading, UUID keyId, Owner owner) {
    synchronized (named) {
      return latestUnnamed > reading
          || isNamedSince(reading, new Change.OfKey(keyId))
          || isNamedSince(reading, new Change.OfUser(owner.username()))
          || isNamedSince(reading, new Change.OfAccount(owner.accountNumber()));
    }
  }

  private boolean isNamedSince(long reading, Change change) {
    Long number = named.get(change);
    return number != null && number > reading;
  }

  /** Whether any key was made or changed since a reading. */
  boolean isAnyKeySince(long reading) {
    return latestOfKeys.get() > reading;
  }

  /** Whether {@link #noteSomeOwners} was called since a reading. */
  boolean isAnyOwnerSince(long reading) {
    return latestOfOwners.get() > reading;
  }

  private static void raise(AtomicLongArray stripes, int stripe, long number) {
    stripes.accumulateAndGet(stripe, number, Math::max);
  }

  private static int stripe(int hash) {
    return (hash ^ (hash >>> 16)) & (STRIPES - 1);
  }
}

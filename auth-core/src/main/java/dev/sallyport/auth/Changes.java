package dev.sallyport.auth;

import dev.sallyport.auth.spi.Change;
import dev.sallyport.auth.token.Owner;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Readings and changes in one row of numbers, so that what was read before a change is not believed
 * any more.
 *
 * <p>Whoever reads the store takes a number first, and what was read is good until something about
 * it is changed. That holds for readings under way too, and needs no lock. Keys, users and accounts
 * are noted in stripes: a change of one may make others be read once more, never less. The numbers
 * may overflow: only their order counts, and only for as long as what was read may be used at all.
 * Thread-safe.
 */
final class Changes {
  private static final int STRIPES = 1 << 14;

  private final AtomicInteger latest = new AtomicInteger();
  private final AtomicInteger latestOfKeys = new AtomicInteger();
  private final AtomicInteger latestOfOwners = new AtomicInteger();
  private final AtomicIntegerArray keys = new AtomicIntegerArray(STRIPES);
  private final AtomicIntegerArray users = new AtomicIntegerArray(STRIPES);
  private final AtomicIntegerArray accounts = new AtomicIntegerArray(STRIPES);

  /** The number of a reading. Call before it. */
  int beginReading() {
    return latest.incrementAndGet();
  }

  /** Call after the change is in the store, and before saying so. */
  void note(Change change) {
    int number = latest.incrementAndGet();
    if (change instanceof Change.OfKey it) {
      raise(keys, stripe(it.keyId().hashCode()), number);
      latestOfKeys.accumulateAndGet(number, Changes::later);
    } else if (change instanceof Change.OfUser it) {
      raise(users, stripe(it.username().hashCode()), number);
    } else if (change instanceof Change.OfAccount it) {
      raise(accounts, stripe(it.accountNumber().hashCode()), number);
    }
  }

  /** The same for owners of whom only a host knows which they are. */
  void noteSomeOwners() {
    latestOfOwners.accumulateAndGet(latest.incrementAndGet(), Changes::later);
  }

  /** Whether a key or its owner was changed since a reading. */
  boolean isSince(int reading, int hashOfKeyId, Owner owner) {
    return keys.get(stripe(hashOfKeyId)) - reading > 0
        || users.get(stripe(owner.username().hashCode())) - reading > 0
        || accounts.get(stripe(owner.accountNumber().hashCode())) - reading > 0;
  }

  /** Whether any key was made or changed since a reading. */
  boolean isAnyKeySince(int reading) {
    return latestOfKeys.get() - reading > 0;
  }

  /** Whether {@link #noteSomeOwners} was called since a reading. */
  boolean isAnyOwnerSince(int reading) {
    return latestOfOwners.get() - reading > 0;
  }

  private static void raise(AtomicIntegerArray stripes, int stripe, int number) {
    stripes.accumulateAndGet(stripe, number, Changes::later);
  }

  private static int later(int a, int b) {
    return a - b > 0 ? a : b;
  }

  private static int stripe(int hash) {
    return (hash ^ (hash >>> 16)) & (STRIPES - 1);
  }
}

package dev.sallyport.auth;

import dev.sallyport.auth.token.Owner;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A token that was proven to be a key's own, the state of that key when it was last read, and when
 * it was last used. One small object, which is its own name in {@link VerifiedTokens}. Thread-safe.
 */
final class ProvenToken extends Fingerprint implements NotedUse {
  /** How many numbers it is packed into, beside owner and traits. */
  static final int NUMBERS = Fingerprint.NUMBERS + KeyState.NUMBERS + 2;

  private static final int USE_AT = Fingerprint.NUMBERS + KeyState.NUMBERS;
  private static final int GRANTED_AT = USE_AT + 1;
  private static final VarHandle STATE;
  private static final VarHandle USE;
  private static final VarHandle GRANTED;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      STATE = lookup.findVarHandle(ProvenToken.class, "state", KeyState.class);
      USE = lookup.findVarHandle(ProvenToken.class, "use", long.class);
      GRANTED = lookup.findVarHandle(ProvenToken.class, "granted", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private volatile KeyState state;

  /** Micros of the last use, with the sign turned as long as nobody has written it down. */
  private volatile long use;

  /** A {@link HourCount} of requests that were let in and that nobody has taken yet. */
  private volatile long granted;

  ProvenToken(Fingerprint fingerprint, KeyState state) {
    super(fingerprint);
    this.state = state;
  }

  /** One that was {@linkplain #packInto packed}: its last use is for nobody to write down. */
  ProvenToken(long[] numbers, int at, Owner owner, Traits traits) {
    super(numbers, at);
    this.state = new KeyState(numbers, at + Fingerprint.NUMBERS, owner, traits);
    this.use = numbers[at + USE_AT];
    this.granted = numbers[at + GRANTED_AT];
  }

  /**
   * Writes it down in numbers, but for its state, and takes along the requests that were counted
   * and not taken. A use that is noted remains with this object, which whoever is to write it down
   * has.
   */
  void packInto(long[] numbers, int at) {
    packFingerprintInto(numbers, at);
    numbers[at + USE_AT] = lastUse();
    numbers[at + GRANTED_AT] = takeGranted();
  }

  /** The {@link #lastUse()} of one that was packed. */
  static long packedUse(long[] numbers, int at) {
    return numbers[at + USE_AT];
  }

  KeyState state() {
    return state;
  }

  /** Takes over what was read, or made of it, unless what is known was read later. */
  void update(KeyState read) {
    KeyState known = state;
    while (!read.isOlderThan(known) && !STATE.compareAndSet(this, known, read)) {
      known = state;
    }
  }

  /**
   * Notes a use, if one is noted already that nobody has written down.
   *
   * @return whether it is noted; else, somebody has to see to it that it is written down
   */
  boolean noteOneMoreUse(long now) {
    long noted = use;
    if (noted >= 0) {
      return false;
    }
    return now <= -noted
        || USE.compareAndSet(this, noted, -now)
        || use < 0; // another one at the same moment will do as well, if nobody wrote it down
  }

  /** Notes a use that somebody will write down. */
  void noteUse(long now) {
    long noted = use;
    while (Math.abs(noted) < now || noted >= 0) {
      if (USE.compareAndSet(this, noted, -Math.max(Math.abs(noted), now))) {
        return;
      }
      noted = use;
    }
  }

  /** Notes a use that nobody will write down, since too many are noted already. */
  void noteUnwrittenUse(long now) {
    long noted = use;
    while (noted >= 0 && noted < now && !USE.compareAndSet(this, noted, now)) {
      noted = use;
    }
  }

  @Override
  public long takeUse() {
    long noted = use;
    while (noted < 0 && !USE.compareAndSet(this, noted, -noted)) {
      noted = use;
    }
    return Math.abs(noted);
  }

  @Override
  public Owner owner() {
    return state.owner();
  }

  /** Noted or written down. */
  @Override
  public long lastUse() {
    return Math.abs(use);
  }

  @Override
  public boolean settleUse(long written) {
    return USE.compareAndSet(this, -written, written);
  }

  /**
   * Counts a request that is let in.
   *
   * @return what was counted in another hour and has to be kept elsewhere now; no requests if
   *     nothing
   */
  long countGranted(long hour) {
    long counted = granted;
    while (HourCount.hour(counted) != hour) {
      if (GRANTED.compareAndSet(this, counted, HourCount.first(hour))) {
        return counted;
      }
      counted = granted;
    }
    long unused = (long) GRANTED.getAndAdd(this, 1L);
    return 0;
  }

  /**
   * Takes over what was counted elsewhere.
   *
   * @return what was not taken over, since it was in another hour; no requests if all was
   */
  long addGranted(long count) {
    long counted = granted;
    while (HourCount.hour(counted) == HourCount.hour(count)) {
      if (GRANTED.compareAndSet(this, counted, counted + HourCount.requests(count))) {
        return 0;
      }
      counted = granted;
    }
    return count;
  }

  /** What was counted; from now on it is counted from none again. */
  @Override
  public long takeGranted() {
    long counted = granted;
    while (!GRANTED.compareAndSet(this, counted, HourCount.none(counted))) {
      counted = granted;
    }
    return counted;
  }
}

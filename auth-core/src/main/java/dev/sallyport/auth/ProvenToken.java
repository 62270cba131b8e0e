package dev.sallyport.auth;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A token that was proven to be a key's own, the state of that key when it was last read, and when
 * it was last used. One small object, which is its own name in {@link VerifiedTokens}. Thread-safe.
 */
final class ProvenToken extends Fingerprint {
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

  KeyState state() {
    return state;
  }

  /** Takes over what was read, unless what is known was read later. */
  void update(KeyState read) {
    KeyState known = state;
    while (!read.isOlderThan(known) && !STATE.compareAndSet(this, known, read)) {
      known = state;
    }
  }

  /** Takes over what was made of a state, unless it is another by now. */
  void replace(KeyState known, KeyState made) {
    STATE.compareAndSet(this, known, made);
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

  /** The last use, in micros, noted or written down. */
  long lastUse() {
    return Math.abs(use);
  }

  /**
   * Tells that a use was written down.
   *
   * @return false if there was another since
   */
  boolean settleUse(long written) {
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

  /** What was counted; from now on it is counted from none again. */
  long takeGranted() {
    long counted = granted;
    while (!GRANTED.compareAndSet(this, counted, HourCount.none(counted))) {
      counted = granted;
    }
    return counted;
  }
}

package dev.sallyport.auth;

import dev.sallyport.auth.token.Owner;

/** The last use of a key, which somebody is to write down. */
sealed interface NotedUse permits ProvenToken, NotedUse.OfPacked {
  /** Whose key it is. */
  Owner owner();

  /** In {@link Micros}. */
  long lastUse();

  /**
   * Tells that a use was written down.
   *
   * @return false if there was another since
   */
  boolean settleUse(long written);

  /** The last use; from now on it is for whoever has taken it to see that it is written down. */
  long takeUse();

  /** Takes the {@link HourCount} of requests that nobody has taken yet. */
  long takeGranted();

  /** Of a token that is not at hand any more. Not thread-safe. */
  final class OfPacked implements NotedUse {
    private final Owner owner;
    private final long lastUse;
    private long granted;

    OfPacked(Owner owner, long lastUse, long granted) {
      this.owner = owner;
      this.lastUse = lastUse;
      this.granted = granted;
    }

    @Override
    public Owner owner() {
      return owner;
    }

    @Override
    public long lastUse() {
      return lastUse;
    }

    @Override
    public boolean settleUse(long written) {
      return written == lastUse;
    }

    @Override
    public long takeUse() {
      return lastUse;
    }

    @Override
    public long takeGranted() {
      long counted = granted;
      granted = 0;
      return counted;
    }
  }
}

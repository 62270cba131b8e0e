package dev.sallyport.auth;

import dev.sallyport.auth.token.Digester;
import dev.sallyport.auth.token.Secret;

/**
 * Computes at most so many digests at once, so that Argon2's memory (permits x memory per digest)
 * is a budget one can state.
 */
final class BoundedDigester implements Digester {
  private final Digester digester;
  private final Permits permits;

  BoundedDigester(Digester digester, Permits permits) {
    this.digester = digester;
    this.permits = permits;
  }

  /** How much waits for its turn now. */
  int waiting() {
    return permits.waiting();
  }

  /**
   * Makes sure that it is worth finding out which digest to compute.
   *
   * @throws VerifierBusyException if too many wait for theirs
   */
  void requireRoom() {
    permits.requireRoom();
  }

  @Override
  public String digest(Secret secret) {
    return permits.with(() -> digester.digest(secret));
  }

  @Override
  public boolean isUsable(String digest) {
    return digester.isUsable(digest);
  }

  @Override
  public boolean isCurrent(String digest) {
    return digester.isCurrent(digest);
  }

  @Override
  public boolean matches(Secret secret, String digest) {
    boolean isMatch = permits.with(() -> digester.matches(secret, digest));
    permits.tell(isMatch);
    return isMatch;
  }
}

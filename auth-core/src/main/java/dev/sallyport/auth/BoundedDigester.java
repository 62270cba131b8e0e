package dev.sallyport.auth;

import dev.sallyport.auth.token.Digester;
import dev.sallyport.auth.token.Secret;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Computes at most so many digests at once, so that Argon2's memory (permits x memory per digest)
 * is a budget one can state.
 */
final class BoundedDigester implements Digester {
  private final Digester digester;
  private final Semaphore permits;
  private final Duration patience;

  BoundedDigester(Digester digester, int permits, Duration patience) {
    this.digester = digester;
    this.permits = new Semaphore(permits, true);
    this.patience = patience;
  }

  @Override
  public String digest(Secret secret) {
    return withPermit(() -> digester.digest(secret));
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
    return withPermit(() -> digester.matches(secret, digest));
  }

  private <T> T withPermit(Supplier<T> work) {
    acquire();
    try {
      return work.get();
    } finally {
      permits.release();
    }
  }

  private void acquire() {
    try {
      if (!permits.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new VerifierBusyException("no permit to compute a digest within " + patience);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new VerifierBusyException("interrupted while waiting to compute a digest");
    }
  }
}

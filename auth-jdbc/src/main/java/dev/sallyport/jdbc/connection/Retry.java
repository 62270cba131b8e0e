package dev.sallyport.jdbc.connection;

import dev.sallyport.spi.StoreException;
import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * Repetition of work that fails with a deadlock or a serialization failure, a bounded number of
 * times.
 */
public final class Retry {
  private static final int MAX_ATTEMPTS = 25;
  private static final long FIRST_PAUSE_NANOS = 500_000;
  private static final int MAX_DOUBLINGS = 8;

  private Retry() {}

  /** Work with a database, which changes nothing if it fails. */
  @FunctionalInterface
  public interface Work<T> {
    /** Does the work once. */
    T run() throws SQLException;
  }

  /**
   * Does work, and repeats it while that may help.
   *
   * @param doing what the work does, to follow "Could not"
   * @param isJoined whether the work is part of the host's transaction, which only the host can
   *     repeat
   * @return the result of the work
   * @throws StoreException if the work throws; its message and causes contain no values of rows
   */
  public static <T> T run(String doing, boolean isJoined, Work<T> work) {
    for (int attempt = 1; ; attempt++) {
      try {
        return work.run();
      } catch (StoreException e) {
        throw e;
      } catch (RuntimeException | SQLException e) {
        DatabaseFailure failure = DatabaseFailure.of(e);
        if (isJoined || !failure.isRetryable() || attempt == MAX_ATTEMPTS) {
          throw new StoreException(
              "Could not " + doing + ": " + failure.summary() + remedy(isJoined, failure), failure);
        }
        backOff(attempt);
      }
    }
  }

  private static String remedy(boolean isJoined, DatabaseFailure failure) {
    return isJoined && failure.isRetryable()
        ? "; roll back the host's transaction and repeat it"
        : "";
  }

  /** Pauses for a random time, so that the same transactions do not collide again. */
  private static void backOff(int attempt) {
    long longest = FIRST_PAUSE_NANOS << Math.min(attempt, MAX_DOUBLINGS);
    LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(longest));
  }
}

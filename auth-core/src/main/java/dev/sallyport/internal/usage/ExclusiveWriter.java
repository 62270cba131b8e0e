package dev.sallyport.internal.usage;

import dev.sallyport.internal.store.StoreExecutor;
import dev.sallyport.spi.StoreException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Writer to the store that makes one write at a time. While a write that has timed out is still in
 * progress, another one would block another thread, and could write the same again.
 */
final class ExclusiveWriter {
  private final StoreExecutor executor;
  private final String what;
  private final ReentrantLock writing = new ReentrantLock();

  ExclusiveWriter(StoreExecutor executor, String what) {
    this.executor = executor;
    this.what = what;
  }

  /**
   * Makes a write.
   *
   * @throws StoreException if it fails, or an earlier one is still in progress
   */
  void write(Runnable write) {
    executor.run(
        () -> {
          if (!writing.tryLock()) {
            throw new StoreException("An earlier write of " + what + " is still in progress.");
          }
          try {
            write.run();
          } finally {
            writing.unlock();
          }
        });
  }
}

package dev.sallyport.redis;

import io.netty.util.concurrent.FastThreadLocal;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.util.function.Supplier;

/**
 * Runs driver calls on threads of the container, such as request threads.
 *
 * <p>Netty keeps buffers in thread-locals of every thread it uses. They would keep the classes of
 * an undeployed web application in memory, so they are removed after each call.
 */
final class CallerThread {
  private CallerThread() {}

  /** Runs work and removes Netty's thread-locals afterwards. */
  static <T> T call(Supplier<T> work) {
    try {
      return work.get();
    } finally {
      if (!(Thread.currentThread()
          instanceof FastThreadLocalThread)) { // Netty's threads keep theirs
        FastThreadLocal.removeAll();
      }
    }
  }

  /** Runs work without a result and removes Netty's thread-locals afterwards. */
  static void run(Runnable work) {
    call(
        () -> {
          work.run();
          return true;
        });
  }
}

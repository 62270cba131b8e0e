package dev.sallyport.redis;

import io.netty.util.concurrent.FastThreadLocal;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.util.function.Supplier;

/**
 * Calls the driver in a thread that is the server's, such as a request's. Netty leaves buffers in
 * each thread that it works in, which would keep the classes of a web application that is gone.
 */
final class CallerThread {
  private CallerThread() {}

  static <T> T call(Supplier<T> work) {
    try {
      return work.get();
    } finally {
      if (!(Thread.currentThread() instanceof FastThreadLocalThread)) { // one of Netty's own
        FastThreadLocal.removeAll();
      }
    }
  }

  static void run(Runnable work) {
    call(
        () -> {
          work.run();
          return true;
        });
  }
}

package dev.sallyport.internal;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;

/** Daemon threads of background work. */
public final class Daemons {
  private Daemons() {}

  /** Returns a timer that starts its thread with the first task, and discards tasks once closed. */
  public static ScheduledExecutorService timer(String name) {
    return new ScheduledThreadPoolExecutor(
        1, work -> daemon(name, work), new ThreadPoolExecutor.DiscardPolicy());
  }

  /** Starts a thread that ends with its work. */
  public static void start(String name, Runnable work) {
    daemon(name, work).start();
  }

  private static Thread daemon(String name, Runnable work) {
    Thread thread = new Thread(null, work, name, 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(Daemons.class.getClassLoader()); // not that of a request
    return thread;
  }
}

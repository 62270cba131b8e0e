package dev.sallyport.redis;

import io.lettuce.core.api.StatefulConnection;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Connection to Redis that is checked every second by a dedicated thread, reopened when it is lost
 * or unresponsive, and handed out only while it is healthy.
 *
 * <p>Callers therefore wait for a dead or hanging connection at most once and never probe for its
 * recovery.
 *
 * <p>The driver does not reconnect itself: it would repeat commands that Redis may have executed.
 *
 * @param <C> the type of connection
 */
final class SupervisedConnection<C extends StatefulConnection<?, ?>> implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /**
   * Time without a response after which a new connection is opened, possibly to another address of
   * the host.
   */
  private static final Duration MAX_SILENCE = Duration.ofSeconds(5);

  private final String purpose;
  private final Supplier<C> factory;
  private final Consumer<C> check;
  private final RedisHealthLog healthLog;
  private final AtomicReference<@Nullable C> usable = new AtomicReference<>();
  private final CountDownLatch tried = new CountDownLatch(1);
  private final CountDownLatch closing = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread supervisor = new Thread(this::supervise, "sallyport-redis");
  private volatile @Nullable C connected;
  private volatile long failedAtNanos = System.nanoTime() - PAUSE.toNanos();
  private long respondedAtNanos;

  /**
   * Creates a supervised connection without connecting.
   *
   * @param purpose what the connection is used for, to follow "to"
   * @param factory opens a connection or throws, within a bounded time
   * @param check throws, within a bounded time, unless Redis does what the connection is for
   * @param healthLog logs failures and recoveries
   */
  SupervisedConnection(
      String purpose, Supplier<C> factory, Consumer<C> check, RedisHealthLog healthLog) {
    this.purpose = purpose;
    this.factory = factory;
    this.check = check;
    this.healthLog = healthLog;
  }

  /** Returns what the connection is used for. */
  String purpose() {
    return purpose;
  }

  /** Starts the thread that connects and supervises the connection. */
  void start() {
    supervisor.setDaemon(true);
    supervisor.start();
  }

  /** Waits, for a bounded time, until the first attempt to connect has succeeded or failed. */
  void awaitFirstAttempt(Duration atMost) {
    await(tried, atMost);
  }

  /** Returns a healthy connection; null if there is none. */
  @Nullable C usable() {
    return usable.get();
  }

  /**
   * Returns the connection regardless of its health, for commands whose response is not awaited;
   * null if there is none.
   */
  @Nullable C connected() {
    return connected;
  }

  /** Reports that the connection failed, so that it is not handed out until it passes a check. */
  void reportFailure(C connection, Throwable cause) {
    failedAtNanos = System.nanoTime();
    if (usable.compareAndSet(connection, null)) {
      healthLog.connectionFailed(this, cause);
    }
  }

  private void supervise() {
    do {
      checkOrConnect();
    } while (!await(closing, PAUSE));
    usable.set(null);
    drop();
    ended.countDown();
  }

  private void checkOrConnect() {
    try {
      C connection = connect();
      check.accept(connection);
      respondedAtNanos = System.nanoTime();
      if (System.nanoTime() - failedAtNanos >= PAUSE.toNanos()) {
        usable.set(connection);
        healthLog.connectionRestored(this);
      }
    } catch (RuntimeException | Error e) {
      usable.set(null);
      if (closing.getCount() > 0) {
        healthLog.connectionFailed(this, e);
      }
      if (System.nanoTime() - respondedAtNanos > MAX_SILENCE.toNanos()) {
        drop();
      }
    } finally {
      tried.countDown();
    }
  }

  private C connect() {
    C connection = connected;
    if (connection == null || !connection.isOpen()) {
      drop();
      connection = factory.get();
      connected = connection;
      respondedAtNanos = System.nanoTime();
    }
    return connection;
  }

  private void drop() {
    C connection = connected;
    connected = null;
    if (connection != null && connection.isOpen()) {
      connection.close();
    }
  }

  /** Returns whether the latch was released, or true if the thread was interrupted and must end. */
  private static boolean await(CountDownLatch latch, Duration atMost) {
    try {
      return latch.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** Closes the connection, waiting a bounded time for its thread to end. */
  @Override
  public void close() {
    closing.countDown();
    supervisor.interrupt();
    await(ended, PAUSE);
  }
}

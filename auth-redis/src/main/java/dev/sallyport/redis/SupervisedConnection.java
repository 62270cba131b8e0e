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
 * A connection to Redis that is checked each second by a thread of its own, made again when it is
 * lost or silent, and handed out only while there is no doubt about it. So whoever asks Redis waits
 * for one that died or hangs at most once, and nobody has to try whether it is back.
 *
 * <p>The driver does not reconnect: it would send again what Redis may have counted already.
 *
 * @param <C> what kind of connection
 */
final class SupervisedConnection<C extends StatefulConnection<?, ?>> implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** So long one may hang before another is made, perhaps to where a name points now. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final String purpose;
  private final Supplier<C> opening;
  private final Consumer<C> check;
  private final RedisHealthLog notices;
  private final AtomicReference<@Nullable C> usable = new AtomicReference<>();
  private final CountDownLatch tried = new CountDownLatch(1);
  private final CountDownLatch over = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread mender = new Thread(this::tend, "sallyport-redis");
  private volatile @Nullable C connected;
  private volatile long doubtedAtNanos = System.nanoTime() - PAUSE.toNanos();
  private long answeredAtNanos;

  /**
   * A line that nobody has connected yet.
   *
   * @param purpose what it is for, to follow "to"
   * @param opening makes a connection, or throws; takes a bounded time
   * @param check throws unless Redis does what the connection is for; takes a bounded time
   */
  SupervisedConnection(
      String purpose, Supplier<C> opening, Consumer<C> check, RedisHealthLog notices) {
    this.purpose = purpose;
    this.opening = opening;
    this.check = check;
    this.notices = notices;
  }

  String purpose() {
    return purpose;
  }

  /** Begins to connect, and from then on sees to the connection. */
  void start() {
    mender.setDaemon(true);
    mender.start();
  }

  /** Waits until it was tried once to connect, be it in vain; but not for ever. */
  void awaitFirstTry(Duration atMost) {
    await(tried, atMost);
  }

  /** A connection about which there is no doubt; null if there is none. */
  @Nullable C usable() {
    return usable.get();
  }

  /** A connection whatever is known of it, for what does not wait for an answer. */
  @Nullable C connected() {
    return connected;
  }

  /** Says that the connection failed, so that it is not handed out before it passed a check. */
  void doubt(C connection, Throwable why) {
    doubtedAtNanos = System.nanoTime();
    if (usable.compareAndSet(connection, null)) {
      notices.fails(this, why);
    }
  }

  private void tend() {
    do {
      mend();
    } while (!await(over, PAUSE));
    usable.set(null);
    drop();
    ended.countDown();
  }

  private void mend() {
    try {
      C connection = connect();
      check.accept(connection);
      answeredAtNanos = System.nanoTime();
      if (System.nanoTime() - doubtedAtNanos >= PAUSE.toNanos()) {
        usable.set(connection);
        notices.works(this);
      }
    } catch (RuntimeException | Error e) {
      usable.set(null);
      if (over.getCount() > 0) {
        notices.fails(this, e);
      }
      if (System.nanoTime() - answeredAtNanos > PATIENCE.toNanos()) {
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
      connection = opening.get();
      connected = connection;
      answeredAtNanos = System.nanoTime();
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

  /** Whether it came; also true for a thread that is to end. */
  private static boolean await(CountDownLatch latch, Duration atMost) {
    try {
      return latch.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** Closes the connection, and does not wait long for that. */
  @Override
  public void close() {
    over.countDown();
    mender.interrupt();
    await(ended, PAUSE);
  }
}

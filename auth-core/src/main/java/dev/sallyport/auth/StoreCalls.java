package dev.sallyport.auth;

import static java.util.Objects.requireNonNull;

import dev.sallyport.auth.spi.StoreException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the store on a few threads of its own, so that requests wait for it only so long, whatever
 * it, its driver and its pool do. Once it has answered nobody for as long, nor soon the question
 * whether it is there, nobody waits at all: it is asked that again until it answers. Thread-safe.
 */
final class StoreCalls implements AutoCloseable {
  static final int THREADS = 8;
  private static final int MAX_QUEUED = 10_000;
  private static final int KEEP_ALIVE_SECONDS = 30;
  private static final Duration LONGEST_WARM_UP = Duration.ofSeconds(5);
  private static final int WARM_UP = 10; // times longer than an answer
  private static final long BETWEEN_PROBES_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long NEVER = Long.MAX_VALUE;
  private static final Logger log = LoggerFactory.getLogger(StoreCalls.class);

  private final Duration patience;
  private final AtomicLongArray since;
  private final AtomicLong probedAt = new AtomicLong(System.nanoTime());
  private volatile long answeredAt = System.nanoTime();
  private volatile long silentSince = NEVER;
  private volatile boolean isProbing;
  private volatile @Nullable Runnable probe;
  private final ThreadPoolExecutor threads;

  /**
   * A few threads, made when they are needed.
   *
   * @param threads how many at most
   * @param patience how long anybody waits for an answer
   */
  StoreCalls(int threads, Duration patience) {
    this.patience = patience;
    this.since = new AtomicLongArray(threads);
    for (int i = 0; i < threads; i++) {
      since.set(i, NEVER);
    }
    AtomicInteger made = new AtomicInteger();
    this.threads =
        new ThreadPoolExecutor(
            threads,
            threads,
            KEEP_ALIVE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MAX_QUEUED),
            work -> new StoreThread(work, made.incrementAndGet()));
    this.threads.allowCoreThreadTimeOut(true);
  }

  /**
   * The answer of the work, or its exception.
   *
   * @throws StoreException also if the answer did not come in time; then nobody knows what became
   *     of the work
   */
  <T> T call(Supplier<T> work) {
    if (Thread.currentThread() instanceof StoreThread) {
      return work.get();
    }
    FutureTask<T> task = new FutureTask<>(work::get);
    submit(task);
    return await(task);
  }

  /** Sets what the store is asked to find out whether it is back. */
  void probeBy(Runnable question) {
    probe = question;
  }

  /**
   * Asks that once on each thread, for what is slow the first time. Waits longer for it than for an
   * answer, but not for ever, and passes over what fails: others will find out.
   *
   * @return false if no thread had an answer in that time
   */
  boolean warmUp() {
    Runnable question = requireNonNull(probe, "there is something to ask");
    CompletableFuture<?>[] all = new CompletableFuture<?>[since.length()];
    AtomicBoolean isAnswered = new AtomicBoolean();
    Runnable asking =
        () -> {
          question.run();
          isAnswered.set(true);
        };
    Arrays.setAll(all, i -> CompletableFuture.runAsync(asking, threads));
    long nanos = Math.min(LONGEST_WARM_UP.toNanos(), patience.toNanos() * WARM_UP);
    try {
      CompletableFuture.allOf(all).get(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException e) {
      return isAnswered.get(); // others may still be about to connect
    } catch (ExecutionException e) {
      log.debug("Could not warm up", e);
    }
    return true;
  }

  /**
   * Sees to it that work is begun soon.
   *
   * @throws StoreException if the store does not answer, or too much work is waiting
   */
  void submit(Runnable work) {
    requireAnswers();
    try {
      threads.execute(() -> run(work));
    } catch (RejectedExecutionException e) {
      throw new StoreException("Too many calls wait for the store, or it is closed.");
    }
  }

  /**
   * Waits for an answer, as long as anybody may wait.
   *
   * @throws StoreException if it does not come, or is one
   */
  <T> T await(Future<T> answer) {
    try {
      T given = answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
      noteAnswer();
      return given;
    } catch (TimeoutException | CancellationException e) {
      answer.cancel(false);
      noteSilence();
      throw new StoreException("The store did not answer within " + patience + ".");
    } catch (InterruptedException e) {
      answer.cancel(false);
      Thread.currentThread().interrupt();
      throw new StoreException("interrupted while waiting for the store");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new StoreException("The store failed.", e);
    }
  }

  /**
   * Makes sure that it is worth asking.
   *
   * @throws StoreException if the store does not answer
   */
  void requireAnswers() {
    if (isSilent()) {
      probe();
    }
    if (isAway() || isHanging()) {
      throw new StoreException("The store does not answer.");
    }
  }

  private void noteAnswer() {
    answeredAt = System.nanoTime();
    silentSince = NEVER;
  }

  /** Somebody had no answer. If nobody else had one, the store is asked whether it is there. */
  private void noteSilence() {
    if (probe == null || !isLate(answeredAt)) {
      return;
    }
    if (!isSilent()) {
      silentSince = System.nanoTime();
    }
    probe();
  }

  private boolean isSilent() {
    return silentSince != NEVER;
  }

  /** Whether an answer is overdue to the question too: what went before may just have been hard. */
  private boolean isAway() {
    long since = silentSince;
    return since != NEVER && System.nanoTime() - since > BETWEEN_PROBES_NANOS;
  }

  private void probe() {
    Runnable question = probe;
    long last = probedAt.get();
    long now = System.nanoTime();
    long pause = isProbing ? patience.toNanos() : BETWEEN_PROBES_NANOS;
    if (question == null
        || now - last < pause
        || isHanging()
        || !probedAt.compareAndSet(last, now)) {
      return;
    }
    isProbing = true;
    try {
      threads.execute(() -> run(() -> ask(question)));
    } catch (RejectedExecutionException e) {
      log.debug("Does not ask the store any more", e);
    }
  }

  private void ask(Runnable question) {
    try {
      question.run();
      noteAnswer();
    } catch (RuntimeException e) {
      log.debug("The store is still away", e);
    } finally {
      isProbing = false;
    }
  }

  /** Whether what was begun at some {@link System#nanoTime()} is longer ago than anybody waits. */
  boolean isLate(long begun) {
    return System.nanoTime() - begun > patience.toNanos();
  }

  /** Whether all threads wait for the store, and each longer than anybody should. */
  boolean isHanging() {
    for (int i = 0; i < since.length(); i++) {
      long begun = since.get(i);
      if (begun == NEVER || !isLate(begun)) {
        return false;
      }
    }
    return true;
  }

  private void run(Runnable work) {
    int slot = occupy();
    try {
      work.run();
    } finally {
      since.set(slot, NEVER);
    }
  }

  /** There is one for every thread. */
  private int occupy() {
    long now = System.nanoTime();
    for (int i = 0; ; i = (i + 1) % since.length()) {
      if (since.compareAndSet(i, NEVER, now)) {
        return i;
      }
    }
  }

  /**
   * Begins nothing more. Does not wait for a store that does not answer, nor interrupts it: some
   * embedded databases take that for an order to close their files.
   */
  @Override
  public void close() {
    threads.shutdown();
    threads.getQueue().clear();
    try {
      boolean unused = threads.awaitTermination(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static final class StoreThread extends Thread {
    StoreThread(Runnable work, int number) {
      super(null, work, "sallyport-store-" + number, 0, false); // inherits nothing of a request
      setDaemon(true);
      setContextClassLoader(StoreCalls.class.getClassLoader());
    }
  }
}

package dev.sallyport.internal.store;

import dev.sallyport.event.CircuitBreakerState;
import dev.sallyport.spi.StoreException;
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
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Executor of store calls: runs them on a dedicated thread pool with a timeout, whatever the store,
 * its driver and its pool do. While a {@link CircuitBreaker} is open, calls fail immediately.
 * Thread-safe.
 */
public final class StoreExecutor implements AutoCloseable {
  /** Number of threads for Sallyport's own stores. */
  public static final int THREADS = 8;

  private static final int MAX_QUEUED = 10_000;
  private static final int KEEP_ALIVE_SECONDS = 30;
  private static final Duration MAX_WARM_UP = Duration.ofSeconds(5);
  private static final int TIMEOUTS_PER_WARM_UP = 10;
  private static final Logger log = LoggerFactory.getLogger(StoreExecutor.class);

  private final int threads;
  private final Duration timeout;
  private final Runnable trial;
  private final ThreadPoolExecutor executor;
  private final CircuitBreaker breaker;

  /**
   * Creates an executor, whose threads are started on demand.
   *
   * @param threads maximum number of threads
   * @param timeout maximum time that a caller waits for an answer
   * @param trial cheap call that checks whether the store answers
   */
  public StoreExecutor(int threads, Duration timeout, Runnable trial) {
    this.threads = threads;
    this.timeout = timeout;
    this.trial = trial;
    this.breaker = new CircuitBreaker(timeout, System::nanoTime);
    AtomicInteger started = new AtomicInteger();
    this.executor =
        new ThreadPoolExecutor(
            threads,
            threads,
            KEEP_ALIVE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MAX_QUEUED),
            work -> new StoreThread(work, started.incrementAndGet()));
    executor.allowCoreThreadTimeOut(true);
  }

  /**
   * Returns the result of a call, or throws its exception.
   *
   * @throws StoreException also after a timeout; the outcome of the call is unknown then
   */
  public <T> T call(Supplier<T> call) {
    if (Thread.currentThread() instanceof StoreThread) {
      return call.get();
    }
    FutureTask<T> task = new FutureTask<>(call::get);
    submit(task);
    return await(task);
  }

  /** Runs a call without a result, see {@link #call}. */
  public void run(Runnable call) {
    boolean unused =
        call(
            () -> {
              call.run();
              return true;
            });
  }

  /**
   * Runs work on a thread of the pool.
   *
   * @throws StoreException if the circuit breaker is open, or too many calls are waiting
   */
  public void submit(Runnable work) {
    requireClosedBreaker();
    try {
      executor.execute(work);
    } catch (RejectedExecutionException e) {
      throw new StoreException(
          "Too many calls are waiting for the store, or the executor is closed.");
    }
  }

  /**
   * Waits for the result of submitted work, or throws its exception.
   *
   * @throws StoreException also after a timeout
   */
  public <T> T await(Future<T> answer) {
    long begun = System.nanoTime();
    try {
      T given = answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
      breaker.onAnswer();
      return given;
    } catch (TimeoutException | CancellationException e) {
      answer.cancel(false);
      breaker.onTimeout(begun);
      throw new StoreException("The store did not answer within " + timeout + ".");
    } catch (InterruptedException e) {
      answer.cancel(false);
      Thread.currentThread().interrupt();
      throw new StoreException("Interrupted while waiting for the store.");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new StoreException("The store failed.", e);
    }
  }

  /**
   * Makes a trial call.
   *
   * @throws StoreException if the store does not answer, or answers by an exception
   */
  public void check() {
    run(trial);
  }

  /** Returns the state of the circuit breaker. */
  public CircuitBreakerState circuitBreaker() {
    return breaker.state();
  }

  /** Returns whether something that began at a {@link System#nanoTime()} exceeds the timeout. */
  public boolean isTimedOut(long begun) {
    return System.nanoTime() - begun > timeout.toNanos();
  }

  /**
   * Checks that the circuit breaker is closed, and starts a trial call if one is due.
   *
   * @throws StoreException if it is not closed
   */
  public void requireClosedBreaker() {
    if (breaker.state() == CircuitBreakerState.CLOSED) {
      return;
    }
    if (executor.getQueue().isEmpty() && breaker.tryTrial()) { // else all threads hang
      try {
        executor.execute(this::tryStore);
      } catch (RejectedExecutionException e) {
        log.debug("No trial call: too many calls are waiting, or the executor is closed", e);
      }
    }
    throw new StoreException("The store does not answer.");
  }

  private void tryStore() {
    long begun = System.nanoTime();
    try {
      trial.run();
      breaker.onAnswer();
    } catch (RuntimeException e) {
      log.debug("The trial call failed", e);
      breaker.onTrialException(begun);
    }
  }

  /**
   * Makes a trial call on each thread, so that no request waits for connections to open. Waits
   * longer than a timeout, but at most 5 seconds; failures are left to requests.
   *
   * @return false if no thread got an answer in that time
   */
  public boolean warmUp() {
    AtomicBoolean isAnswered = new AtomicBoolean();
    Runnable call =
        () -> {
          trial.run();
          isAnswered.set(true);
          breaker.onAnswer(); // of other calls, which waited for a thread
        };
    CompletableFuture<?>[] all = new CompletableFuture<?>[threads];
    Arrays.setAll(all, i -> CompletableFuture.runAsync(call, executor));
    long nanos = Math.min(MAX_WARM_UP.toNanos(), timeout.toNanos() * TIMEOUTS_PER_WARM_UP);
    try {
      CompletableFuture.allOf(all).get(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException | ExecutionException e) {
      log.debug("Could not warm up", e);
    }
    return isAnswered.get(); // on one thread at least; others may still connect
  }

  /**
   * Stops accepting calls. Waits at most the timeout and does not interrupt threads: some embedded
   * databases close their files on interruption.
   */
  @Override
  public void close() {
    executor.shutdown();
    executor.getQueue().clear();
    try {
      boolean unused = executor.awaitTermination(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static final class StoreThread extends Thread {
    StoreThread(Runnable work, int number) {
      super(null, work, "sallyport-store-" + number, 0, false); // no inheritable thread locals
      setDaemon(true);
      setContextClassLoader(StoreExecutor.class.getClassLoader());
    }
  }
}

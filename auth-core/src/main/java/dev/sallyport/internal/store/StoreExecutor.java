package dev.sallyport.internal.store;

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
 * Calls a store on threads of its own, so that callers wait for it no longer than a timeout,
 * whatever the store, its driver and its pool do. A {@link CircuitBreaker} spares them the wait
 * while the store does not answer at all. Thread-safe.
 */
public final class StoreExecutor implements AutoCloseable {
  /** How many threads call a store of ours. */
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
   * Creates one; its threads are started when they are needed.
   *
   * @param threads at most
   * @param timeout how long a caller waits for an answer
   * @param trial a cheap call that tells whether the store answers
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
   * @throws StoreException also if there was no answer in time; then nobody knows what became of
   *     the call
   */
  public <T> T call(Supplier<T> call) {
    if (Thread.currentThread() instanceof StoreThread) {
      return call.get();
    }
    FutureTask<T> task = new FutureTask<>(call::get);
    submit(task);
    return await(task);
  }

  /**
   * Has work done by a thread soon.
   *
   * @throws StoreException if the store does not answer, or too much work is waiting
   */
  public void submit(Runnable work) {
    requireClosedBreaker();
    try {
      executor.execute(work);
    } catch (RejectedExecutionException e) {
      throw new StoreException("Too many calls wait for the store, or it is closed.");
    }
  }

  /**
   * Waits for the answer of submitted work, and throws it if it is an exception.
   *
   * @throws StoreException also if there is no answer in time
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
      throw new StoreException("interrupted while waiting for the store");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new StoreException("The store failed.", e);
    }
  }

  /** Returns whether something begun at a {@link System#nanoTime()} has taken too long. */
  public boolean isTimedOut(long begun) {
    return System.nanoTime() - begun > timeout.toNanos();
  }

  /**
   * Makes sure that a call is worth while.
   *
   * @throws StoreException if the store does not answer
   */
  public void requireClosedBreaker() {
    if (breaker.state() == CircuitBreaker.State.CLOSED) {
      return;
    }
    if (breaker.tryTrial()) {
      try {
        executor.execute(this::tryStore);
      } catch (RejectedExecutionException e) {
        log.debug("Makes no trial call: too many calls wait, or the executor is closed", e);
      }
    }
    throw new StoreException("The store does not answer.");
  }

  private void tryStore() {
    try {
      trial.run();
    } catch (RuntimeException e) {
      log.debug("The trial call failed, but had an answer", e);
    }
    breaker.onAnswer();
  }

  /**
   * Makes a trial call on each thread, so that no request waits for what is slow the first time.
   * Waits longer than for an answer, but not for ever; what fails, requests will find out.
   *
   * @return false if no thread had an answer in that time
   */
  public boolean warmUp() {
    AtomicBoolean isAnswered = new AtomicBoolean();
    Runnable call =
        () -> {
          trial.run();
          isAnswered.set(true);
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
    return isAnswered.get(); // on some threads at least; others may still be about to connect
  }

  /**
   * Begins nothing more. Waits no longer than the timeout and interrupts nothing: some embedded
   * databases take an interrupt for an order to close their files.
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
      super(null, work, "sallyport-store-" + number, 0, false); // inherits nothing of a request
      setDaemon(true);
      setContextClassLoader(StoreExecutor.class.getClassLoader());
    }
  }
}

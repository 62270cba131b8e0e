package dev.sallyport.benchmarks.load.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;

/**
 * Load generator that sends requests at a fixed rate, independently of responses, over persistent
 * connections.
 *
 * <p>Each request is due at an instant, and its latency counts from then on, including the time it
 * waits because all connections are busy or the generator is late. A stalled server therefore does
 * not receive fewer requests (no coordinated omission).
 */
public final class HttpLoad {
  private static final long TICK_NANOS = 1_000_000;

  private final InetSocketAddress target;
  private final int connections;
  private final double perSecond;
  private final Duration timeout;

  /**
   * Creates a load generator.
   *
   * @param port the port of the server
   * @param connections maximum number of connections
   * @param perSecond number of requests due per second
   * @param timeout after which a request without a response counts as failed
   */
  public HttpLoad(int port, int connections, double perSecond, Duration timeout) {
    this.target = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    this.connections = connections;
    this.perSecond = perSecond;
    this.timeout = timeout;
  }

  /** Source of requests. */
  public interface Requests {
    /** Returns the next serialized request. */
    Request next();
  }

  /**
   * A request.
   *
   * @param bytes the serialized request
   * @param tag identifies the request to the sender
   */
  public record Request(ByteBuffer bytes, int tag) {
    public static Request get(String path, String fields, int tag) {
      String text = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + fields + "\r\n";
      return new Request(ByteBuffer.wrap(text.getBytes(ISO_8859_1)), tag);
    }
  }

  /**
   * Result of a request.
   *
   * @param tag the tag of the request
   * @param dueNanos when the request was due, by {@link System#nanoTime}
   * @param doneNanos when it ended, by {@link System#nanoTime}
   * @param status the status; 0 if there was no response
   * @param hasRetryAfter whether the response contained {@code Retry-After}
   */
  public record Outcome(int tag, long dueNanos, long doneNanos, int status, boolean hasRetryAfter) {
    long latencyNanos() {
      return doneNanos - dueNanos;
    }
  }

  /** Receives all results, on the thread that sends. */
  public interface Outcomes {
    void accept(Outcome outcome);
  }

  /** Sends requests for a duration and waits for the outstanding responses. */
  public void run(Duration duration, Requests requests, Outcomes outcomes) {
    try (Selector selector = Selector.open()) {
      long start = System.nanoTime();
      Thread pacer = pace(selector, start + duration.toNanos() + timeout.toNanos());
      try {
        new Run(selector, start, start + duration.toNanos(), requests, outcomes).go();
      } finally {
        pacer.interrupt();
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Wakes the sender each tick, because a selector's own timeout is too coarse. */
  private static Thread pace(Selector selector, long end) {
    Thread pacer =
        new Thread(
            () -> {
              long next = System.nanoTime();
              while (next - end < 0 && !Thread.currentThread().isInterrupted()) {
                next += TICK_NANOS;
                LockSupport.parkNanos(next - System.nanoTime());
                selector.wakeup();
              }
            },
            "pacer");
    pacer.setDaemon(true);
    pacer.start();
    return pacer;
  }

  /** One run on one thread. */
  private final class Run {
    private final Selector selector;
    private final long start;
    private final long end;
    private final Requests requests;
    private final Outcomes outcomes;
    private final Deque<Due> waiting = new ArrayDeque<>();
    private final Deque<HttpConnection> idle = new ArrayDeque<>();
    private int open;
    private long due;

    private record Due(Request request, long nanos) {}

    Run(Selector selector, long start, long end, Requests requests, Outcomes outcomes) {
      this.selector = selector;
      this.start = start;
      this.end = end;
      this.requests = requests;
      this.outcomes = outcomes;
    }

    void go() throws IOException {
      long lastSweep = start;
      while (true) {
        long now = System.nanoTime();
        enqueue(now);
        if (now - lastSweep > timeout.toNanos() / 4) {
          failOverdue(now);
          lastSweep = now;
        }
        sendWaiting();
        boolean isOver = now - end >= 0;
        if (isOver && waiting.isEmpty() && idle.size() == open) {
          break;
        }
        selector.select(2);
        readResponses();
      }
      for (SelectionKey key : selector.keys()) {
        ((HttpConnection) key.attachment()).close();
      }
    }

    /** All requests of a tick are due at its start. */
    private void enqueue(long now) {
      long until = Math.min(now, end - 1) - start;
      long tick = until / TICK_NANOS;
      long target = (long) Math.ceil((tick + 1) * TICK_NANOS * perSecond / 1e9);
      for (; due < target; due++) {
        long nanos = (long) (due * 1e9 / perSecond) / TICK_NANOS * TICK_NANOS;
        waiting.add(new Due(requests.next(), start + nanos));
      }
    }

    private void sendWaiting() throws IOException {
      while (!waiting.isEmpty() && (!idle.isEmpty() || open < connections)) {
        HttpConnection connection = idle.poll();
        if (connection == null) {
          connection = HttpConnection.open(target, selector);
          open++;
        }
        Due next = waiting.remove();
        connection.send(next.request(), next.nanos());
      }
    }

    private void readResponses() throws IOException {
      var selected = selector.selectedKeys().iterator();
      while (selected.hasNext()) {
        HttpConnection connection = (HttpConnection) selected.next().attachment();
        selected.remove();
        HttpConnection.Progress progress = connection.advance();
        if (progress == HttpConnection.Progress.FAILED) {
          fail(connection);
        } else if (progress == HttpConnection.Progress.ANSWERED) {
          outcomes.accept(connection.outcome(System.nanoTime()));
          if (connection.staysOpen()) {
            idle.add(connection);
          } else {
            drop(connection);
          }
        }
      }
    }

    /**
     * Fails requests without a response, and requests that could not be sent, after the timeout.
     */
    private void failOverdue(long now) {
      for (SelectionKey key : selector.keys()) {
        HttpConnection connection = (HttpConnection) key.attachment();
        if (connection.isBusySince(now - timeout.toNanos())) {
          fail(connection);
        }
      }
      while (!waiting.isEmpty() && now - waiting.element().nanos() > timeout.toNanos()) {
        Due late = waiting.remove();
        outcomes.accept(new Outcome(late.request().tag(), late.nanos(), now, 0, false));
      }
    }

    private void fail(HttpConnection connection) {
      if (connection.isBusy()) {
        outcomes.accept(connection.failure(System.nanoTime()));
      }
      idle.remove(connection);
      drop(connection);
    }

    private void drop(HttpConnection connection) {
      connection.close();
      open--;
    }
  }
}

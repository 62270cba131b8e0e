package dev.sallyport.benchmarks.load;

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
 * Sends requests at a fixed rate whatever becomes of them, over connections that stay open.
 *
 * <p>Each request is due at an instant, and its latency counts from then on: also the time for
 * which it waits because all connections are taken, or the generator is late. So a server that
 * stands still is not asked less often (no coordinated omission).
 */
final class HttpLoad {
  private static final long TICK_NANOS = 1_000_000;

  private final InetSocketAddress target;
  private final int connections;
  private final double perSecond;
  private final Duration patience;

  /**
   * Where to and how much.
   *
   * @param connections how many there are at most
   * @param perSecond how many requests are due each second
   * @param patience after which a request that is not answered counts as failed
   */
  HttpLoad(int port, int connections, double perSecond, Duration patience) {
    this.target = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    this.connections = connections;
    this.perSecond = perSecond;
    this.patience = patience;
  }

  /** What to send. */
  interface Requests {
    /** The next request, written out. */
    Request next();
  }

  /**
   * A request.
   *
   * @param tag what the sender knows it by
   */
  record Request(ByteBuffer bytes, int tag) {
    static Request get(String path, String fields, int tag) {
      String text = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + fields + "\r\n";
      return new Request(ByteBuffer.wrap(text.getBytes(ISO_8859_1)), tag);
    }
  }

  /**
   * How a request ended.
   *
   * @param dueNanos when it was due, by {@link System#nanoTime}
   * @param status 0 if there was no answer
   * @param hasRetryAfter whether the answer said when to come again
   */
  record Outcome(int tag, long dueNanos, long doneNanos, int status, boolean hasRetryAfter) {
    long latencyNanos() {
      return doneNanos - dueNanos;
    }
  }

  /** Hears of every outcome, in the thread that sends. */
  interface Outcomes {
    void hear(Outcome outcome);
  }

  /** Sends for as long as this, and waits for what is under way then. */
  void run(Duration duration, Requests requests, Outcomes outcomes) {
    try (Selector selector = Selector.open()) {
      long start = System.nanoTime();
      Thread pacer = pace(selector, start + duration.toNanos() + patience.toNanos());
      try {
        new Run(selector, start, start + duration.toNanos(), requests, outcomes).go();
      } finally {
        pacer.interrupt();
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Wakes the sender each tick: a selector's own timeout is too coarse. */
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

  /** One run, in one thread. */
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
        if (now - lastSweep > patience.toNanos() / 4) {
          giveUp(now);
          lastSweep = now;
        }
        sendWhatCanBeSent();
        boolean isOver = now - end >= 0;
        if (isOver && waiting.isEmpty() && idle.size() == open) {
          break;
        }
        selector.select(2);
        readWhatCame();
      }
      for (SelectionKey key : selector.keys()) {
        ((HttpConnection) key.attachment()).close();
      }
    }

    /** All requests of a tick are due at its beginning. */
    private void enqueue(long now) {
      long until = Math.min(now, end - 1) - start;
      long tick = until / TICK_NANOS;
      long target = (long) Math.ceil((tick + 1) * TICK_NANOS * perSecond / 1e9);
      for (; due < target; due++) {
        long nanos = (long) (due * 1e9 / perSecond) / TICK_NANOS * TICK_NANOS;
        waiting.add(new Due(requests.next(), start + nanos));
      }
    }

    private void sendWhatCanBeSent() throws IOException {
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

    private void readWhatCame() throws IOException {
      var selected = selector.selectedKeys().iterator();
      while (selected.hasNext()) {
        HttpConnection connection = (HttpConnection) selected.next().attachment();
        selected.remove();
        HttpConnection.Progress progress = connection.goOn();
        if (progress == HttpConnection.Progress.FAILED) {
          fail(connection);
        } else if (progress == HttpConnection.Progress.ANSWERED) {
          outcomes.hear(connection.outcome(System.nanoTime()));
          if (connection.staysOpen()) {
            idle.add(connection);
          } else {
            drop(connection);
          }
        }
      }
    }

    /** What nobody answered in time, and what nobody could even send. */
    private void giveUp(long now) {
      for (SelectionKey key : selector.keys()) {
        HttpConnection connection = (HttpConnection) key.attachment();
        if (connection.isBusySince(now - patience.toNanos())) {
          fail(connection);
        }
      }
      while (!waiting.isEmpty() && now - waiting.element().nanos() > patience.toNanos()) {
        Due late = waiting.remove();
        outcomes.hear(new Outcome(late.request().tag(), late.nanos(), now, 0, false));
      }
    }

    private void fail(HttpConnection connection) {
      if (connection.isBusy()) {
        outcomes.hear(connection.failure(System.nanoTime()));
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

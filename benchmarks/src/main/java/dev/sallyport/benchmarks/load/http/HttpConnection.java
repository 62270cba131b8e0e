package dev.sallyport.benchmarks.load.http;

import static java.util.Objects.requireNonNull;

import dev.sallyport.benchmarks.load.http.HttpLoad.Outcome;
import dev.sallyport.benchmarks.load.http.HttpLoad.Request;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * Connection of {@link HttpLoad} with at most one request in progress. It reads small responses of
 * up to 64 KiB, with {@code Content-Length} or chunked.
 */
public final class HttpConnection {
  private static final int BUFFER = 1 << 16;

  private final SocketChannel channel;
  private final SelectionKey key;
  private final ByteBuffer input = ByteBuffer.allocate(BUFFER);
  private @Nullable Request request;
  private long dueNanos;
  private AnswerHead answer = AnswerHead.read(input.array(), 0);

  /** Progress of a request. */
  public enum Progress {
    IN_PROGRESS,
    ANSWERED,
    FAILED
  }

  private HttpConnection(SocketChannel channel, Selector selector) throws IOException {
    this.channel = channel;
    this.key = channel.register(selector, SelectionKey.OP_CONNECT, this);
  }

  public static HttpConnection open(InetSocketAddress target, Selector selector)
      throws IOException {
    SocketChannel channel = SocketChannel.open();
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    HttpConnection connection = new HttpConnection(channel, selector);
    if (channel.connect(target)) {
      connection.key.interestOps(SelectionKey.OP_WRITE);
    }
    return connection;
  }

  public void send(Request next, long due) {
    request = next;
    dueNanos = due;
    input.clear();
    if (channel.isConnected()) {
      key.interestOps(SelectionKey.OP_READ);
      try {
        channel.write(next.bytes());
      } catch (IOException broken) {
        // the failure is noticed when reading
      }
      if (next.bytes().hasRemaining()) {
        key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
      }
    }
  }

  public Progress advance() {
    try {
      if (key.isConnectable() && channel.finishConnect()) {
        key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
      }
      if (key.isWritable() && request != null) {
        channel.write(request.bytes());
        if (!request.bytes().hasRemaining()) {
          key.interestOps(SelectionKey.OP_READ);
        }
      }
      if (key.isReadable()) {
        int read = channel.read(input);
        if (read < 0 || !input.hasRemaining()) {
          return Progress.FAILED;
        }
        answer = AnswerHead.read(input.array(), input.position());
        return request != null && answer.isComplete() ? Progress.ANSWERED : Progress.IN_PROGRESS;
      }
      return Progress.IN_PROGRESS;
    } catch (IOException e) {
      return Progress.FAILED;
    }
  }

  public boolean isBusy() {
    return request != null;
  }

  public boolean isBusySince(long nanos) {
    return request != null && dueNanos - nanos < 0;
  }

  public boolean staysOpen() {
    return !answer.isLast();
  }

  /** Returns the result of the request, which is then finished. */
  public Outcome outcome(long now) {
    Outcome outcome =
        new Outcome(
            requireNonNull(request).tag(), dueNanos, now, answer.status(), answer.hasRetryAfter());
    request = null;
    return outcome;
  }

  public Outcome failure(long now) {
    return new Outcome(requireNonNull(request).tag(), dueNanos, now, 0, false);
  }

  public void close() {
    request = null;
    key.cancel();
    try {
      channel.close();
    } catch (IOException e) {
      // it is already closed
    }
  }
}

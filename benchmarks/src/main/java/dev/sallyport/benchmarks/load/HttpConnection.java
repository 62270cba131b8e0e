package dev.sallyport.benchmarks.load;

import static java.util.Objects.requireNonNull;

import dev.sallyport.benchmarks.load.HttpLoad.Outcome;
import dev.sallyport.benchmarks.load.HttpLoad.Request;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * One connection of {@link HttpLoad} with at most one request under way. Reads what small answers
 * need: a head of up to 64 KiB with body, the latter measured by {@code Content-Length} or chunked.
 */
final class HttpConnection {
  private static final int BUFFER = 1 << 16;

  private final SocketChannel channel;
  private final SelectionKey key;
  private final ByteBuffer input = ByteBuffer.allocate(BUFFER);
  private @Nullable Request request;
  private long dueNanos;
  private AnswerHead answer = AnswerHead.read(input.array(), 0);

  /** How far it got. */
  enum Progress {
    UNDER_WAY,
    ANSWERED,
    FAILED
  }

  private HttpConnection(SocketChannel channel, Selector selector) throws IOException {
    this.channel = channel;
    this.key = channel.register(selector, SelectionKey.OP_CONNECT, this);
  }

  static HttpConnection open(InetSocketAddress target, Selector selector) throws IOException {
    SocketChannel channel = SocketChannel.open();
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    HttpConnection connection = new HttpConnection(channel, selector);
    if (channel.connect(target)) {
      connection.key.interestOps(SelectionKey.OP_WRITE);
    }
    return connection;
  }

  void send(Request next, long due) {
    request = next;
    dueNanos = due;
    input.clear();
    if (channel.isConnected()) {
      key.interestOps(SelectionKey.OP_READ);
      try {
        channel.write(next.bytes());
      } catch (IOException broken) {
        // it will be heard of when reading
      }
      if (next.bytes().hasRemaining()) {
        key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
      }
    }
  }

  Progress goOn() {
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
        return request != null && answer.isComplete() ? Progress.ANSWERED : Progress.UNDER_WAY;
      }
      return Progress.UNDER_WAY;
    } catch (IOException e) {
      return Progress.FAILED;
    }
  }

  boolean isBusy() {
    return request != null;
  }

  boolean isBusySince(long nanos) {
    return request != null && dueNanos - nanos < 0;
  }

  boolean staysOpen() {
    return !answer.isLast();
  }

  /** The answer to the request, which is then done with. */
  Outcome outcome(long now) {
    Outcome outcome =
        new Outcome(
            requireNonNull(request).tag(), dueNanos, now, answer.status(), answer.hasRetryAfter());
    request = null;
    return outcome;
  }

  Outcome failure(long now) {
    return new Outcome(requireNonNull(request).tag(), dueNanos, now, 0, false);
  }

  void close() {
    request = null;
    key.cancel();
    try {
      channel.close();
    } catch (IOException gone) {
      // then it is closed
    }
  }
}

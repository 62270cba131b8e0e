package dev.sallyport.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** TCP proxy to a Redis server whose connections can silently be made unresponsive. */
final class Wire implements AutoCloseable {
  private final ServerSocket entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final ConcurrentLinkedQueue<Socket> sockets = new ConcurrentLinkedQueue<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final int redis;

  /** Number of the first working connection; earlier ones are unresponsive. */
  private volatile int alive;

  Wire(TestRedis redis) throws IOException {
    this.redis = redis.port();
    threads.execute(this::accept);
  }

  String url() {
    return "redis://127.0.0.1:" + entrance.getLocalPort();
  }

  /** Returns the number of connections so far. */
  int connections() {
    return connections.get();
  }

  /** Discards all data on the existing connections. New connections work. */
  void blackhole() {
    alive = connections.get();
  }

  private void accept() {
    try {
      while (true) {
        Socket inside = entrance.accept();
        Socket outside = new Socket(InetAddress.getLoopbackAddress(), redis);
        sockets.add(inside);
        sockets.add(outside);
        int number = connections.getAndIncrement();
        threads.execute(() -> pass(inside, outside, number));
        threads.execute(() -> pass(outside, inside, number));
      }
    } catch (IOException e) {
      closeSockets();
    }
  }

  private void pass(Socket from, Socket to, int number) {
    byte[] buffer = new byte[8192];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
        if (number >= alive) {
          out.write(buffer, 0, length);
        }
      }
      to.close();
    } catch (IOException e) {
      closeSockets(from, to);
    }
  }

  private void closeSockets(Socket... some) {
    for (Socket socket : some.length > 0 ? some : sockets.toArray(Socket[]::new)) {
      try {
        socket.close();
      } catch (IOException e) {
        threads.shutdownNow();
      }
    }
  }

  @Override
  public void close() throws IOException {
    entrance.close();
    closeSockets();
    threads.shutdownNow();
  }
}

package dev.sallyport.benchmarks.load;

import java.io.IOException;
import java.net.ServerSocket;

/** Finds a port for a server that cannot choose one itself. */
final class RedisPorts {
  private RedisPorts() {}

  /** Returns a port that was free a moment ago. */
  static int free() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}

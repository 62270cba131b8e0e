package dev.sallyport.benchmarks.load.process;

import java.io.IOException;
import java.net.ServerSocket;

/** Finds a port for a server that cannot choose one itself. */
public final class RedisPorts {
  private RedisPorts() {}

  /** Returns a port that was free a moment ago. */
  public static int free() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}

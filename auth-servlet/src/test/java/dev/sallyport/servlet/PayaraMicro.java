package dev.sallyport.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Payara Micro in a process of its own. */
final class PayaraMicro implements AutoCloseable {
  private static final Path JAR = Path.of("target", "servers", "payara-micro.jar");
  private static final String READY = "ready in ";
  private static final long PATIENCE_SECONDS = 300;

  private final Process process;
  private final int port;
  private final List<String> output = new CopyOnWriteArrayList<>();
  private final CountDownLatch isReadyOrOver = new CountDownLatch(1);

  private PayaraMicro(Process process, int port) {
    this.process = process;
    this.port = port;
    Thread reader = new Thread(this::read, "output of Payara Micro");
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Starts it; answers once it has deployed everything.
   *
   * @param wars a folder of archives, each of which is served below its name
   * @param work a folder for its own files
   */
  static PayaraMicro start(Path wars, Path work) throws Exception {
    if (!Files.exists(JAR)) {
      throw new AssertionError(
          "There is no " + JAR.toAbsolutePath() + ": run `mvn -Pservers verify`, which copies it.");
    }
    int port = freePort();
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + Files.createDirectories(work.resolve("tmp")),
                "-jar",
                JAR.toString(),
                "--nocluster",
                "--disablephonehome",
                "--rootdir",
                work.resolve("root").toString(),
                "--port",
                String.valueOf(port),
                "--deploymentdir",
                wars.toString())
            .redirectErrorStream(true)
            .start();
    PayaraMicro payara = new PayaraMicro(process, port);
    payara.awaitReady();
    return payara;
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  /** What it has printed. */
  List<String> output() {
    return output;
  }

  private void awaitReady() throws InterruptedException {
    boolean isInTime = isReadyOrOver.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (!isInTime || output.stream().noneMatch(it -> it.contains(READY))) {
      close();
      throw new AssertionError("Payara Micro did not start:\n" + String.join("\n", output));
    }
  }

  private void read() {
    try (BufferedReader reader = process.inputReader(UTF_8)) {
      String line;
      while ((line = reader.readLine()) != null) {
        output.add(line);
        if (line.contains(READY)) {
          isReadyOrOver.countDown();
        }
      }
    } catch (IOException e) {
      output.add(e.toString());
    } finally {
      isReadyOrOver.countDown();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}

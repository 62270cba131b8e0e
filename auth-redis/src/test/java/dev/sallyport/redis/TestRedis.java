package dev.sallyport.redis;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import org.awaitility.Awaitility;
import redis.embedded.core.ExecutableProvider;

/**
 * A Redis server in a separate process, which ends with this JVM at the latest. The program is
 * taken from a Maven artifact, or from the path in the system property {@value #PROPERTY}.
 */
public final class TestRedis implements AutoCloseable {
  private static final String PROPERTY = "redis.server";
  private static final String ADVICE =
      "Redis did not start: set -D%s=/path/to/redis-server, version 6 or later.";

  private static final ConcurrentLinkedQueue<Process> STARTED = new ConcurrentLinkedQueue<>();

  static {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> STARTED.forEach(Process::destroyForcibly)));
  }

  private final String url;
  private final int port;
  private final List<String> options;
  private Process process;

  private TestRedis(String scheme, int port, List<String> options) throws IOException {
    this.url = scheme + "://127.0.0.1:" + port;
    this.port = port;
    this.options = options;
    this.process = launch();
  }

  /** Starts an empty server without persistence. */
  public static TestRedis start(String... options) {
    return start("redis", freePort(), "--port", List.of(options));
  }

  /** Starts a server that accepts TLS only. */
  static TestRedis startWithTls(String... options) {
    return start("rediss", freePort(), "--tls-port", List.of(options));
  }

  /** Starts a server that is or has a replica, for which it needs files of its own. */
  static TestRedis startReplicated(String... options) {
    List<String> more = new ArrayList<>(List.of("--dir", newFolder().toString()));
    more.addAll(List.of("--rdb-del-sync-files", "yes", "--repl-diskless-sync-delay", "0"));
    more.addAll(List.of(options));
    return start("redis", quietPort(), "--port", more);
  }

  private static Path newFolder() {
    try {
      Path folder = Files.createTempDirectory("sallyport-redis");
      folder.toFile().deleteOnExit(); // deleted after the file, in reverse order
      folder.resolve("nodes.conf").toFile().deleteOnExit();
      return folder;
    } catch (IOException e) {
      throw new AssertionError("Could not create a folder.", e);
    }
  }

  /** Starts a Sentinel whose configuration, which it rewrites, names its port. */
  static TestRedis startSentinel(int port, Path configuration) {
    return start("redis", port, List.of(configuration.toString(), "--sentinel"));
  }

  private static TestRedis start(String scheme, int port, String portOption, List<String> more) {
    List<String> options = new ArrayList<>(List.of("--bind", "127.0.0.1", "--save", ""));
    options.addAll(List.of("--port", "0", portOption, String.valueOf(port)));
    options.addAll(more);
    return start(scheme, port, options);
  }

  private static TestRedis start(String scheme, int port, List<String> options) {
    try {
      TestRedis redis = new TestRedis(scheme, port, options);
      redis.awaitAnswer();
      return redis;
    } catch (IOException e) {
      throw new AssertionError(ADVICE.formatted(PROPERTY), e);
    }
  }

  public int port() {
    return port;
  }

  public String url() {
    return url;
  }

  /** Kills the server. */
  public void kill() {
    process.destroyForcibly();
    try {
      process.waitFor(20, SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Restarts a killed server, empty, on the same port. */
  public void restart() {
    if (!process.isAlive()) {
      try {
        process = launch();
      } catch (IOException e) {
        throw new AssertionError(ADVICE.formatted(PROPERTY), e);
      }
      awaitAnswer();
    }
  }

  /** Suspends the server while its connections stay open. */
  public void freeze() {
    signal("STOP");
  }

  /** Resumes a frozen server. */
  public void thaw() {
    signal("CONT");
  }

  @Override
  public void close() {
    kill();
  }

  private Process launch() throws IOException {
    List<String> command = new ArrayList<>(List.of(program()));
    command.addAll(options);
    Process launched =
        new ProcessBuilder(command)
            .directory(new File(System.getProperty("java.io.tmpdir")))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    STARTED.add(launched);
    return launched;
  }

  private void awaitAnswer() {
    Awaitility.await(ADVICE.formatted(PROPERTY))
        .atMost(20, SECONDS)
        .failFast("the process ended", () -> !process.isAlive())
        .pollInSameThread()
        .ignoreExceptions()
        .until(this::listens);
  }

  private boolean listens() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    }
  }

  private void signal(String name) {
    try {
      Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start();
      if (kill.waitFor() != 0) {
        throw new AssertionError("kill -" + name + " failed");
      }
    } catch (IOException e) {
      throw new AssertionError("The tests need a system with the command kill.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String program() {
    String given = System.getProperty(PROPERTY);
    return given == null ? Bundled.PROGRAM.getPath() : given;
  }

  /**
   * Returns a port that systems do not use for outgoing connections, of which these servers have
   * many, and for which the port of the nodes of a Redis Cluster, higher by 10,000, is free too.
   */
  static int quietPort() {
    return ThreadLocalRandom.current()
        .ints(10_000, 22_000)
        .filter(port -> isFree(port) && isFree(port + 10_000))
        .findFirst()
        .orElseThrow();
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new AssertionError("Could not find a free port.", e);
    }
  }

  /** The program of the artifact, unpacked once. */
  private static final class Bundled {
    static final File PROGRAM = unpack();

    private static File unpack() {
      try {
        File folder = Files.createTempDirectory("sallyport-redis").toFile();
        folder.deleteOnExit(); // deleted after the program, in reverse order
        File program = ExecutableProvider.newJarResourceProvider(folder).get();
        program.deleteOnExit();
        return program;
      } catch (IOException | RuntimeException e) {
        throw new AssertionError(ADVICE.formatted(PROPERTY), e);
      }
    }
  }
}

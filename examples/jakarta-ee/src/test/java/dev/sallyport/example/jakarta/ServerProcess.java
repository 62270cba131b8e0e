package dev.sallyport.example.jakarta;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A server in a process of its own. */
final class ServerProcess implements AutoCloseable {
  /** Option for records of {@code java.util.logging} with their level on the same line. */
  static final String ONE_LINE_LOG =
      "-Djava.util.logging.SimpleFormatter.format=%4$s %3$s %5$s%6$s%n";

  /**
   * Option that has each garbage collection clear soft references, of which servers have caches.
   */
  static final String NO_SOFT_REFERENCES = "-XX:SoftRefLRUPolicyMSPerMB=0";

  private static final Path SERVERS = Path.of("target", "servers").toAbsolutePath();
  private static final long PATIENCE_SECONDS = 360;

  private final Process process;
  private final Pattern ready;
  private final List<String> output = new CopyOnWriteArrayList<>();
  private final CountDownLatch isReadyOrOver = new CountDownLatch(1);

  private ServerProcess(Process process, Pattern ready) {
    this.process = process;
    this.ready = ready;
    Thread reader = new Thread(this::read, "output of the server");
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Returns a file of an unpacked artifact.
   *
   * @throws AssertionError if it is missing
   */
  static Path file(String name) {
    Path file = SERVERS.resolve(name);
    if (!Files.exists(file)) {
      throw new AssertionError(
          "There is no %s: run `mvn -Pservers verify -pl examples/jakarta-ee -am`, which downloads it."
              .formatted(file));
    }
    return file;
  }

  /** Returns the folder of an unpacked artifact, whose name has its version. */
  static Path only(String artifact, String prefix) throws IOException {
    try (Stream<Path> folders = Files.list(file(artifact))) {
      return folders
          .filter(it -> it.getFileName().toString().startsWith(prefix))
          .findFirst()
          .orElseThrow(() -> new AssertionError("There is no " + prefix + " in " + artifact + "."));
    }
  }

  /**
   * Starts a Java program.
   *
   * @param ready what it prints once it has deployed everything
   * @param home the JDK
   * @param work its working directory
   * @param arguments the arguments of {@code java}
   */
  static ServerProcess start(
      Pattern ready, Path home, Path work, Map<String, String> environment, List<String> arguments)
      throws Exception {
    List<String> command = new ArrayList<>();
    command.add(home.resolve("bin/java").toString());
    command.add(NO_SOFT_REFERENCES);
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(work.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    builder.environment().put("JAVA_HOME", home.toString());
    ServerProcess server = new ServerProcess(builder.start(), ready);
    server.awaitReady();
    return server;
  }

  /** Runs a Java program to its end, and fails if it does. */
  static void run(Path work, Map<String, String> environment, List<String> arguments)
      throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(work.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError(String.join(" ", command) + " failed:\n" + output);
    }
  }

  /** Returns what it has printed. */
  List<String> output() {
    return output;
  }

  /** Returns the id of the JVM that runs the server. */
  private long pid() {
    return process
        .descendants()
        .filter(it -> it.info().command().orElse("").endsWith("java"))
        .findFirst()
        .map(ProcessHandle::pid)
        .orElse(process.pid());
  }

  /** Returns how many class loaders have a class, after a garbage collection. */
  long loadersOf(String className) throws Exception {
    jcmd("GC.run");
    return jcmd("VM.class_hierarchy", className)
        .lines()
        .filter(it -> it.contains(className + "/"))
        .count();
  }

  private String jcmd(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
    command.add(String.valueOf(pid()));
    command.addAll(List.of(arguments));
    Process jcmd = new ProcessBuilder(command).redirectErrorStream(true).start();
    return new String(jcmd.getInputStream().readAllBytes(), UTF_8);
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitReady() throws InterruptedException {
    boolean isInTime = isReadyOrOver.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (!isInTime || output.stream().noneMatch(it -> ready.matcher(it).find())) {
      close();
      throw new AssertionError("The server did not start:\n" + String.join("\n", output));
    }
  }

  private void read() {
    try (BufferedReader reader = process.inputReader(UTF_8)) {
      String line;
      while ((line = reader.readLine()) != null) {
        output.add(line);
        if (ready.matcher(line).find()) {
          isReadyOrOver.countDown();
        }
      }
    } catch (IOException e) {
      output.add(e.toString());
    } finally {
      isReadyOrOver.countDown();
    }
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().onExit().join();
  }
}

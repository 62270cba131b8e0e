package dev.sallyport.example.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The example in a JVM of its own, on a port that it keeps when it is restarted. */
final class ExampleNode implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final int port;
  private final Path output;
  private final List<String> command;
  private Process process;

  /**
   * Starts a node and waits until it serves requests.
   *
   * @param settings settings with the prefix {@code sallyport.}
   */
  ExampleNode(int port, Path folder, Map<String, String> settings) throws IOException {
    this.port = port;
    this.output = folder.resolve("node-" + port + ".log");
    this.command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1"));
    command.add("-Dlogback.configurationFile=" + Main.class.getResource("/logback.xml"));
    command.add("-Dsallyport.port=" + port);
    settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    process = launch();
  }

  int port() {
    return port;
  }

  /** Stops the node as an operator does, and starts it again. */
  void restart() throws Exception {
    process.destroy();
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    process = launch();
  }

  private Process launch() throws IOException {
    Process launched =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    await()
        .atMost(PATIENCE)
        .failFast(() -> assertThat(launched.isAlive()).as(Files.readString(output)).isTrue())
        .until(() -> Files.readString(output).contains("Sallyport example is listening on"));
    return launched;
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}

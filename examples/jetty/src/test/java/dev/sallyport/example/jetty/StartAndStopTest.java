package dev.sallyport.example.jetty;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.config.SettingException;
import dev.sallyport.spi.ApiKeyQuery;
import java.io.BufferedReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the example in its own process, stopped by signals. */
class StartAndStopTest {
  @TempDir Path dataDir;

  @Test
  @Tag("slow")
  void storesLastUseWhenItIsStopped() throws Exception {
    Process process = start("-Dsallyport.port=0");
    List<String> output = outputUntil(process, "listening on");
    String token = after(output, "token: ");
    URI uri =
        URI.create(after(output, "Sallyport example is listening on ").replaceFirst(" .*", ""));
    assertThat(whoami(uri, token)).isEqualTo(200);

    process.destroy();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("process has stopped").isTrue();

    try (RunningExample later = RunningExample.in(dataDir)) {
      assertThat(later.sallyport().keys().list(ApiKeyQuery.all()).items())
          .singleElement()
          .satisfies(key -> assertThat(key.lastUsedAt()).isNotNull());
    }
  }

  @Test
  void restrictsDatabaseFilesToOwner() throws Exception {
    dataDir = dataDir.resolve("data");
    Process process = start("-Dsallyport.port=0");
    outputUntil(process, "listening on");

    assertThat(Files.getPosixFilePermissions(dataDir))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    try (Stream<Path> files = Files.list(dataDir)) {
      assertThat(files.toList())
          .hasSizeGreaterThanOrEqualTo(3)
          .allSatisfy(
              file ->
                  assertThat(Files.getPosixFilePermissions(file))
                      .as("%s", file)
                      .isEqualTo(PosixFilePermissions.fromString("rw-------")));
    }
    String url = EmbeddedDatabase.in(dataDir).url();
    assertThatThrownBy(() -> DriverManager.getConnection(url, "", ""))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("Wrong user name or password");
    process.destroy();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("process has stopped").isTrue();
  }

  @Test
  void doesNotStartWithoutDatabasePassword() throws Exception {
    Files.createFile(dataDir.resolve("sallyport.mv.db"));
    assertThatThrownBy(() -> EmbeddedDatabase.in(dataDir))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("delete the folder");
  }

  @Test
  void reportsInvalidSetting() throws Exception {
    Process process = start("-Dsallyport.port=0", "-Dsallyport.max-staleness=soon");
    String error = new String(process.getErrorStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).isEqualTo(1);
    assertThat(error.lines())
        .last()
        .asString()
        .isEqualTo(
            "The example did not start: Invalid value 'soon' for max-staleness (system property"
                + " sallyport.max-staleness): expected a duration such as 500ms, 2s, 5m, 1h, 30d,"
                + " 8w or 0.");
  }

  @Test
  void reportsPortInUse() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Process process = start("-Dsallyport.port=" + taken.getLocalPort());
      String error = new String(process.getErrorStream().readAllBytes(), UTF_8);
      assertThat(process.waitFor()).isEqualTo(1);
      assertThat(error.lines())
          .singleElement()
          .asString()
          .isEqualTo(
              "The example did not start: Port %d (setting port) is already in use: set another one"
                      .formatted(taken.getLocalPort())
                  + " with -Dsallyport.port=..., or 0 for any free port.");
    }
  }

  @Test
  @Tag("slow")
  void reportsUnreachableDatabase() throws Exception {
    int closed;
    try (ServerSocket socket = new ServerSocket(0)) {
      closed = socket.getLocalPort();
    }
    Process process =
        start(
            "-Dsallyport.port=0",
            "-Dsallyport.db-url=jdbc:postgresql://127.0.0.1:" + closed + "/app");
    String error = new String(process.getErrorStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).isEqualTo(1);
    assertThat(error).doesNotContain("\tat ");
    assertThat(error.lines())
        .last()
        .asString()
        .startsWith("The example did not start: Could not connect to the database of Sallyport")
        .contains("cannot be reached");
  }

  private Process start(String... properties) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1"));
    command.add("-Dsallyport.data-dir=" + dataDir);
    // the configuration of the example, not of the tests
    command.add("-Dlogback.configurationFile=" + Main.class.getResource("/logback.xml"));
    command.addAll(List.of(properties));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    return new ProcessBuilder(command).start();
  }

  private static List<String> outputUntil(Process process, String text) throws Exception {
    List<String> lines = new ArrayList<>();
    BufferedReader reader = process.inputReader(UTF_8);
    String line;
    while ((line = reader.readLine()) != null) {
      lines.add(line);
      if (line.contains(text)) {
        return lines;
      }
    }
    throw new AssertionError(
        "it ended early: " + new String(process.getErrorStream().readAllBytes(), UTF_8));
  }

  private static String after(List<String> lines, String beginning) {
    return lines.stream()
        .filter(line -> line.startsWith(beginning))
        .findFirst()
        .orElseThrow()
        .substring(beginning.length());
  }

  private static int whoami(URI uri, String token) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(uri.resolve(RunningExample.WHOAMI))
            .header("Authorization", "Token " + token)
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
  }
}

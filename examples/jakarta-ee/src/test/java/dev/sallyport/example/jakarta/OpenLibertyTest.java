package dev.sallyport.example.jakarta;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

final class OpenLibertyTest extends EnterpriseContract implements RedeployContract {
  OpenLibertyTest() {
    super(OpenLibertyTest::start);
  }

  @Override
  List<String> applications() {
    return List.of(BOTH, FILTER, JDBC, WRONG, ORDER, MECHANISM, WRONG_MECHANISM);
  }

  /** All: the server keeps mechanisms, Sallyport's and others, in ModulePropertiesUtils. */
  @Override
  public long kept() throws Exception {
    return keptWithoutSallyport();
  }

  /** The first may stay: the server keeps the class that first used a logger of a name. */
  @Test
  @Order(Integer.MAX_VALUE)
  void applicationsWithoutAMechanismCanBeReplacedWithoutALeak() throws Exception {
    requireCollected(FILTER, this::replacementWithoutMechanism, 1);
  }

  @Override
  boolean mechanismHidesToken() {
    return false; // it passes on the request of the client
  }

  @Override
  int statusWithoutGuard() {
    return 500; // it starts all filters of a request before it calls the first
  }

  private static Server start(Path wars, Path work, TestDatabase database) throws Exception {
    Path tools = ServerProcess.file("liberty/wlp/bin/tools");
    int port = ServerProcess.freePort();
    Path home = Files.createDirectories(work.resolve("servers/example"));
    Files.copy(Path.of("src/main/servers/liberty/server.xml"), home.resolve("server.xml"));
    Files.writeString(
        home.resolve("bootstrap.properties"),
        "http.port=%d\ndb.url=%s\n".formatted(port, database.url()));
    Files.copy(
        TestDatabase.driver(), Files.createDirectories(home.resolve("lib")).resolve("h2.jar"));
    Folders.copy(wars, Files.createDirectories(home.resolve("dropins")));
    ServerProcess process =
        ServerProcess.start(
            Pattern.compile("CWWKF0011I"),
            Path.of(System.getProperty("java.home")),
            work,
            Map.of(
                "WLP_USER_DIR", work.toString(),
                "WLP_LOGGING_CONSOLE_FORMAT", "json", // has the names of loggers
                "WLP_LOGGING_CONSOLE_LOGLEVEL", "INFO",
                "WLP_LOGGING_CONSOLE_SOURCE", "message"),
            List.of(
                "@" + ServerProcess.file("liberty/wlp/lib/platform/java/java9.options"),
                "-javaagent:" + tools.resolve("ws-javaagent.jar"),
                "-jar",
                tools.resolve("ws-server.jar").toString(),
                "example"));
    return new Server(
        process,
        port,
        (name, war) -> Folders.replace(war, home.resolve("dropins/" + name + ".war")));
  }
}

package dev.sallyport.example.jakarta;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

final class GlassFishTest extends EnterpriseContract implements RedeployContract {
  GlassFishTest() {
    super(GlassFishTest::start);
  }

  /** All: the server keeps each application, with Sallyport or without, in its event listeners. */
  @Override
  public long kept() throws Exception {
    return keptWithoutSallyport();
  }

  /** A filter that serves requests itself does so before Sallyport's. */
  @Override
  List<String> closedWithoutGuard() {
    return List.of("/api/hello?pass", "/api/?pass", "/api/none?pass");
  }

  private static Server start(Path wars, Path work, TestDatabase database) throws Exception {
    Path cli = ServerProcess.file("glassfish/glassfish7/glassfish/lib/client/appserver-cli.jar");
    int base = ServerProcess.freePort() / 100 * 100;
    ServerProcess.run(
        work,
        Map.of(),
        asadmin(
            cli,
            "--user",
            "admin",
            "create-domain",
            "--domaindir",
            work.toString(),
            "--nopassword=true",
            "--portbase",
            String.valueOf(base),
            "example"));
    Files.copy(TestDatabase.driver(), work.resolve("example/lib/h2.jar"));
    ServerProcess process =
        ServerProcess.start(
            Pattern.compile("startup time"),
            Path.of(System.getProperty("java.home")),
            work,
            Map.of(
                "JAVA_TOOL_OPTIONS", // with a time zone for EclipseLink on H2
                "%s -Duser.timezone=UTC -Ddb.url=%s"
                    .formatted(ServerProcess.NO_SOFT_REFERENCES, database.url())),
            asadmin(cli, "start-domain", "--verbose", "--domaindir", work.toString(), "example"));
    Path commands = Path.of("src/main/servers/glassfish/configure.asadmin").toAbsolutePath();
    ServerProcess.run(
        work,
        Map.of(),
        asadmin(
            cli, "--port", String.valueOf(base + 48), "multimode", "--file", commands.toString()));
    Folders.copy(wars, work.resolve("example/autodeploy"));
    return new Server(
        process,
        base + 80,
        (name, war) -> {
          try {
            ServerProcess.run(work, Map.of(), deploy(cli, base + 48, name, war));
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        });
  }

  /** The folder of automatic deployments would miss a file that is replaced too soon. */
  private static List<String> deploy(Path cli, int port, String name, Path war) {
    return asadmin(
        cli,
        "--port",
        String.valueOf(port),
        "deploy",
        "--force=true",
        "--name",
        name,
        "--contextroot",
        name,
        war.toString());
  }

  private static List<String> asadmin(Path cli, String... arguments) {
    List<String> command = new ArrayList<>(List.of("-jar", cli.toString()));
    command.addAll(List.of(arguments));
    return command;
  }
}

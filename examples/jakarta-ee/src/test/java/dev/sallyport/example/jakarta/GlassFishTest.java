package dev.sallyport.example.jakarta;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;

final class GlassFishTest extends EnterpriseContract implements RedeployContract {
  GlassFishTest() {
    super(GlassFishTest::start);
  }

  /** All: the server keeps them in listeners of its own, {@code DeployCommand} among them. */
  @Override
  public OptionalInt kept() {
    return OptionalInt.empty();
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
    Path autodeploy = work.resolve("example/autodeploy");
    Folders.copy(wars, autodeploy);
    return new Server(
        process, base + 80, war -> Folders.replace(war, autodeploy.resolve("example.war")));
  }

  private static List<String> asadmin(Path cli, String... arguments) {
    List<String> command = new ArrayList<>(List.of("-jar", cli.toString()));
    command.addAll(List.of(arguments));
    return command;
  }
}

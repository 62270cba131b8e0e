package dev.sallyport.example.jakarta;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

final class GlassFishTest extends EnterpriseContract {
  GlassFishTest() {
    super(GlassFishTest::start);
  }

  private static Server start(Path wars, Path work) throws Exception {
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
    Path autodeploy = work.resolve("example/autodeploy");
    Folders.copy(wars, autodeploy);
    ServerProcess process =
        ServerProcess.start(
            Pattern.compile("startup time"),
            Path.of(System.getProperty("java.home")),
            work,
            Map.of(),
            asadmin(cli, "start-domain", "--verbose", "--domaindir", work.toString(), "example"));
    return new Server(
        process, base + 80, war -> Folders.replace(war, autodeploy.resolve("example.war")));
  }

  private static List<String> asadmin(Path cli, String... arguments) {
    List<String> command = new ArrayList<>(List.of("-jar", cli.toString()));
    command.addAll(List.of(arguments));
    return command;
  }
}

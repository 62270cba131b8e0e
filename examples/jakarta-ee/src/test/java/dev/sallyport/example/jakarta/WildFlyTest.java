package dev.sallyport.example.jakarta;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class WildFlyTest extends EnterpriseContract implements RedeployContract {
  WildFlyTest() {
    super(WildFlyTest::start);
  }

  @Test
  void theServerKeepsItsJsonProvider() throws Exception {
    assertThat(get(BOTH + "/rest/notes", newKey(BOTH, "note:read").token()).body())
        .startsWith("{\"notes\":[");

    assertThat(redeploying().output()).noneMatch(it -> it.contains("WFLYRS0018"));
  }

  /** A thread of the worker keeps the first request that it served. */
  @Override
  public long kept() {
    return 1;
  }

  @Override
  ExampleWar withProvider(ExampleWar war) {
    return war.withModuleOfHibernate();
  }

  private static Server start(Path wars, Path work, TestDatabase database) throws Exception {
    Path home = ServerProcess.only("wildfly", "wildfly-");
    int port = ServerProcess.freePort();
    Folders.copy(home.resolve("standalone"), work.resolve("standalone"));
    Folders.copy(wars, work.resolve("standalone/deployments"));
    List<String> common =
        new ArrayList<>(
            List.of(
                "-Djboss.home.dir=" + home,
                "-Djboss.server.base.dir=" + work.resolve("standalone"),
                "-jar",
                home.resolve("jboss-modules.jar").toString(),
                "-mp",
                home.resolve("modules").toString()));
    List<String> configure = new ArrayList<>(common);
    configure.addAll(
        List.of(
            "org.jboss.as.cli",
            "--file=" + Path.of("src/main/servers/wildfly/configure.cli").toAbsolutePath()));
    ServerProcess.run(work, Map.of("JBOSS_HOME", home.toString()), configure);
    List<String> arguments = new ArrayList<>(common);
    arguments.addAll(
        List.of(
            "org.jboss.as.standalone",
            "-Ddb.url=" + database.url(),
            "-Djboss.http.port=" + port,
            "-Djboss.https.port=" + ServerProcess.freePort(),
            "-Djboss.management.http.port=" + ServerProcess.freePort()));
    ServerProcess process =
        ServerProcess.start(
            Pattern.compile("WFLYSRV002[56]"),
            Path.of(System.getProperty("java.home")),
            work,
            Map.of(),
            arguments);
    Path deployments = work.resolve("standalone/deployments");
    return new Server(
        process, port, (name, war) -> Folders.replace(war, deployments.resolve(name + ".war")));
  }
}

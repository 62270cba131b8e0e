package dev.sallyport.example.jakarta;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Starts Payara Micro, which replaces no application without a restart. */
final class PayaraMicro {
  private PayaraMicro() {}

  static Server start(String version, Path jdk, Path wars, Path work, TestDatabase database)
      throws Exception {
    int port = ServerProcess.freePort();
    ServerProcess process =
        ServerProcess.start(
            Pattern.compile("ready in "),
            jdk,
            work,
            Map.of(),
            List.of(
                "-Djava.io.tmpdir=" + Files.createDirectories(work.resolve("tmp")),
                "-Duser.timezone=UTC", // for EclipseLink on H2
                "-Ddb.url=" + database.url().replace(":", "\\:"), // a colon ends a property
                "-jar",
                ServerProcess.file(version + "/payara-micro.jar").toString(),
                "--nocluster",
                "--disablephonehome",
                "--rootdir",
                work.resolve("root").toString(),
                "--postbootcommandfile",
                Path.of("src/main/servers/payara/configure.asadmin").toAbsolutePath().toString(),
                "--port",
                String.valueOf(port),
                "--deploymentdir",
                wars.toString()));
    return new Server(
        process,
        port,
        (name, war) -> {
          throw new UnsupportedOperationException("Payara Micro needs a restart");
        });
  }
}

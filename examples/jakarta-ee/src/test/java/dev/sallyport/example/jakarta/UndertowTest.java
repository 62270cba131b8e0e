package dev.sallyport.example.jakarta;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

final class UndertowTest extends ServerContract implements RedeployContract {
  UndertowTest() {
    super(UndertowTest::start);
  }

  /** Without the order of {@code web.xml}, which it does not read. */
  @Override
  List<String> applications() {
    return List.of(BOTH, FILTER, JDBC, WRONG);
  }

  @Override
  ExampleWar prepared(ExampleWar war) {
    return war.withPool();
  }

  private static Server start(Path wars, Path work, TestDatabase database) throws Exception {
    int port = ServerProcess.freePort();
    String classPath =
        Stream.concat(
                Stream.of(
                    Folders.withClass(UndertowMain.class, work.resolve("launcher")).toString()),
                Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                    .filter(it -> isOfUndertow(Path.of(it).getFileName().toString())))
            .collect(Collectors.joining(File.pathSeparator));
    ServerProcess process =
        ServerProcess.start(
            Pattern.compile("Undertow started"),
            Path.of(System.getProperty("java.home")),
            work,
            Map.of(),
            List.of(
                ServerProcess.ONE_LINE_LOG,
                "-Djava.io.tmpdir=" + Files.createDirectories(work.resolve("tmp")),
                "-cp",
                classPath,
                UndertowMain.class.getName(),
                String.valueOf(port),
                wars.toString(),
                database.url(),
                TestDatabase.USER,
                TestDatabase.PASSWORD));
    return new Server(
        process, port, (name, war) -> Folders.replace(war, wars.resolve(name + ".war")));
  }

  private static boolean isOfUndertow(String jar) {
    return Stream.of("jakarta.", "undertow-", "xnio-", "jboss-", "smallrye-", "wildfly-", "h2-")
        .anyMatch(jar::startsWith);
  }
}

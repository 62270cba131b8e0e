package dev.sallyport.example.jakarta;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

final class UndertowTest extends ServerContract {
  UndertowTest() {
    super(UndertowTest::start);
  }

  /** Without the order of {@code web.xml}, which it does not read. */
  @Override
  List<String> applications() {
    return List.of(BOTH, FILTER, JDBC, WRONG);
  }

  private static Server start(Path wars, Path work, TestDatabase database) throws Exception {
    int port = ServerProcess.freePort();
    String classPath =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .filter(it -> !it.contains("jetty"))
            .collect(Collectors.joining(File.pathSeparator));
    ServerProcess process =
        ServerProcess.start(
            Pattern.compile("Undertow started"),
            Path.of(System.getProperty("java.home")),
            work,
            Map.of(),
            List.of(
                ServerProcess.ONE_LINE_LOG,
                "-cp",
                classPath,
                UndertowMain.class.getName(),
                String.valueOf(port),
                database.url(),
                TestDatabase.USER,
                TestDatabase.PASSWORD));
    return new Server(
        process,
        port,
        (name, war) -> {
          throw new UnsupportedOperationException("Undertow deploys no WAR");
        });
  }
}

package dev.sallyport.example.jakarta;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Starts Jetty with one of its environments, {@code ee10} or {@code ee11}. */
final class Jetty {
  private Jetty() {}

  static Server start(String environment, Path wars, Path work, TestDatabase database)
      throws Exception {
    int port = ServerProcess.freePort();
    Path xml = work.resolve("server.xml");
    Files.writeString(
        xml,
        Files.readString(Path.of("src/main/servers/jetty/server.xml"))
            .replace(".ee10.", "." + environment + "."));
    Path launcher = Folders.withClass(JettyMain.class, work.resolve("launcher"));
    ServerProcess process =
        ServerProcess.start(
            Pattern.compile("Started oejs.Server|Started Server|oejs.Server.*[Ss]tarted"),
            Path.of(System.getProperty("java.home")),
            work,
            Map.of(),
            List.of(
                ServerProcess.ONE_LINE_LOG,
                "-Dhttp.port=" + port,
                "-Dwars=" + wars,
                "-Ddb.url=" + database.url(),
                "-Djava.io.tmpdir=" + Files.createDirectories(work.resolve("tmp")),
                "-cp",
                launcher + File.pathSeparator + classPath(environment),
                JettyMain.class.getName(),
                xml.toString(),
                wars.toString()));
    return new Server(
        process, port, (name, war) -> Folders.replace(war, wars.resolve(name + ".war")));
  }

  /** Returns the API of the environment, and what Jetty needs of the class path. */
  private static String classPath(String environment) throws IOException {
    String other = environment.equals("ee10") ? "ee11" : "ee10";
    Stream<String> libraries =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .filter(it -> !it.contains(other) && isOfJetty(Path.of(it).getFileName().toString()));
    try (Stream<Path> api = Files.list(ServerProcess.file("jetty-" + environment))) {
      return Stream.concat(api.map(Path::toString), libraries)
          .collect(Collectors.joining(File.pathSeparator));
    }
  }

  private static boolean isOfJetty(String jar) {
    return Stream.of("jakarta.", "jetty-", "asm-", "h2-", "slf4j-").anyMatch(jar::startsWith)
        && !jar.startsWith("jakarta.jakartaee");
  }
}

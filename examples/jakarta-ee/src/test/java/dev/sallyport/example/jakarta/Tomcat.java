package dev.sallyport.example.jakarta;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Starts Tomcat. */
final class Tomcat {
  /** Logger of servlet contexts, which has a file of its own by default. */
  private static final String CONTEXT_LOG =
      "org.apache.catalina.core.ContainerBase.[Catalina].[localhost]";

  private Tomcat() {}

  static Server start(String folder, Path wars, Path work, TestDatabase database) throws Exception {
    return start(folder, wars, work, database, Map.of());
  }

  static Server start(
      String folder, Path wars, Path work, TestDatabase database, Map<String, String> environment)
      throws Exception {
    Path home = ServerProcess.only(folder, "apache-tomcat-");
    int port = ServerProcess.freePort();
    Folders.copy(home.resolve("conf"), work.resolve("conf"));
    Path serverXml = work.resolve("conf/server.xml");
    Files.writeString(
        serverXml,
        Files.readString(serverXml)
            .replace("port=\"8080\"", "port=\"" + port + "\"")
            .replace("port=\"8005\"", "port=\"-1\""));
    Files.writeString(
        work.resolve("conf/logging.properties"),
        CONTEXT_LOG + ".handlers = java.util.logging.ConsoleHandler\n",
        StandardOpenOption.APPEND);
    Files.copy(
        Path.of("src/main/servers/tomcat/context.xml"),
        work.resolve("conf/context.xml"),
        StandardCopyOption.REPLACE_EXISTING);
    Files.copy(
        TestDatabase.driver(), Files.createDirectories(work.resolve("lib")).resolve("h2.jar"));
    Folders.copy(wars, work.resolve("webapps"));
    Files.createDirectories(work.resolve("temp"));
    ServerProcess process =
        ServerProcess.start(
            Pattern.compile("Server startup in"),
            Path.of(System.getProperty("java.home")),
            work,
            environment,
            List.of(
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-opens=java.base/java.lang.invoke=ALL-UNNAMED",
                "--add-opens=java.base/java.io=ALL-UNNAMED",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                "-Ddb.url=" + database.url(),
                "-Dcatalina.home=" + home,
                "-Dcatalina.base=" + work,
                "-Djava.io.tmpdir=" + work.resolve("temp"),
                "-Djava.util.logging.config.file=" + work.resolve("conf/logging.properties"),
                "-Djava.util.logging.manager=org.apache.juli.ClassLoaderLogManager",
                "-cp",
                home.resolve("bin/bootstrap.jar") + ":" + home.resolve("bin/tomcat-juli.jar"),
                "org.apache.catalina.startup.Bootstrap",
                "start"));
    return new Server(
        process,
        port,
        (name, war) -> Folders.replace(war, work.resolve("webapps/" + name + ".war")));
  }
}

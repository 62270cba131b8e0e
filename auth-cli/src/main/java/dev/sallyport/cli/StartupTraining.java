package dev.sallyport.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/**
 * Program that runs typical commands, so that the JVM knows the classes that they load. The
 * launcher then archives these classes, and commands start faster.
 *
 * <pre>{@code
 * java -XX:DumpLoadedClassList=classes.txt -cp sallyport.jar dev.sallyport.cli.StartupTraining
 * }</pre>
 *
 * @since 0.1.0
 */
public final class StartupTraining {
  private static final Map<String, String> DATABASE =
      Map.of("SALLYPORT_DB_URL", "jdbc:h2:mem:training;DB_CLOSE_DELAY=-1");

  /** A port on which no server listens. */
  private static final Map<String, String> SERVER =
      Map.of("SALLYPORT_URL", "http://127.0.0.1:1/admin", "SALLYPORT_API_KEY", "none");

  private static final List<String> COMMANDS =
      List.of(
          "--help",
          "--version",
          "keys --help",
          "keys list --help",
          "no-such-command",
          "migrate",
          "users create --user ada --staff --no-password",
          "keys create --user ada --name one",
          "keys list",
          "keys list --format json",
          "keys show one",
          "keys deactivate one",
          "audit list",
          "status");

  private StartupTraining() {}

  /** Runs the commands in memory, without any output. */
  public static void main(String... args) {
    LogSetup.configureAtFirstUse();
    COMMANDS.forEach(command -> run(DATABASE, command));
    run(SERVER, "keys list");
    System.exit(0);
  }

  private static void run(Map<String, String> environment, String command) {
    PrintStream none = new PrintStream(PrintStream.nullOutputStream());
    Main.run(none, none, InputStream.nullInputStream(), environment, command.split(" "));
  }
}

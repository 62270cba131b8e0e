package dev.sallyport.cli;

import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.context.Operator;
import dev.sallyport.cli.context.Output;
import dev.sallyport.cli.context.Terminal;
import dev.sallyport.cli.output.ExitCode;
import dev.sallyport.cli.output.Screen;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;

/**
 * Entry point of the {@code sallyport} command, as a process or inside another program.
 *
 * <pre>{@code
 * ByteArrayOutputStream out = new ByteArrayOutputStream();
 * int exitCode =
 *     Main.run(
 *         new PrintStream(out, true),
 *         System.err,
 *         InputStream.nullInputStream(),
 *         Map.of("SALLYPORT_DB_URL", "jdbc:h2:file:./keys/sallyport"),
 *         "keys",
 *         "list",
 *         "--format=json");
 * }</pre>
 *
 * @since 0.1.0
 */
public final class Main {
  private Main() {}

  /** Runs the command and exits the JVM with its exit code. */
  public static void main(String... args) {
    // With AUTO_SERVER, the first process that opens an H2 file serves it, by default on all
    // network interfaces.
    System.setProperty("h2.bindAddress", System.getProperty("h2.bindAddress", "127.0.0.1"));
    LogSetup.configureAtFirstUse();
    CliContext context =
        new CliContext(
            new Output(System.out, System.err),
            System.in,
            System.getenv(),
            Terminal::ofThisProcess,
            Screen.ofThisProcess(System.getenv()),
            Clock.systemUTC(),
            Operator.ofThisProcess(System.getenv()));
    System.exit(run(context, args));
  }

  /**
   * Runs the command in this JVM, without prompts.
   *
   * <p>The audit log records this JVM's user as the actor. Logging is not reconfigured. System
   * properties {@code sallyport.*} of this JVM apply, as they do to the filter.
   *
   * @param out receives results
   * @param err receives notes and errors
   * @param in standard input; read only if an argument requires it
   * @param environment the environment variables; those of the process are ignored
   * @param args the command line, such as {@code "keys", "list", "--active"}
   * @return the exit code: 0 success, 1 denied or not found, 2 invalid argument or setting, 3
   *     database or server unavailable, 4 internal error
   */
  public static int run(
      PrintStream out,
      PrintStream err,
      InputStream in,
      Map<String, String> environment,
      String... args) {
    return run(
        new CliContext(
            new Output(out, err),
            in,
            environment,
            Optional::empty,
            () -> Screen.NONE,
            Clock.systemUTC(),
            Operator.ofThisProcess(environment)),
        args);
  }

  static int run(CliContext context, String... args) {
    CommandNode root = CommandTree.root(context);
    ArgumentSpelling spelling = ArgumentSpelling.of(root, args);
    Optional<String> help = spelling.helpOfGroup(root);
    if (help.isPresent()) {
      context.output().result(help.get());
      return ExitCode.DONE;
    }
    CommandLine parser = CommandTree.build(context, root, spelling.words());
    return parser.execute(spelling.argumentsOf(parser));
  }
}

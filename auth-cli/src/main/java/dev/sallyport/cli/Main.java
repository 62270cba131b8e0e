package dev.sallyport.cli;

import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.context.Operator;
import dev.sallyport.cli.context.Output;
import dev.sallyport.cli.context.Terminal;
import dev.sallyport.cli.output.Screen;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;

/** Where the {@code sallyport} command starts, as a process of its own or inside another. */
public final class Main {
  private Main() {}

  /** Runs the command and ends the JVM with its exit code. */
  public static void main(String... args) {
    // With AUTO_SERVER whoever opens an H2 file first serves it, by default to every network.
    System.setProperty("h2.bindAddress", System.getProperty("h2.bindAddress", "127.0.0.1"));
    LogSetup.toOneLineEach(System.err);
    CliContext surroundings =
        new CliContext(
            new Output(System.out, System.err),
            System.in,
            System.getenv(),
            Terminal.ofThisProcess(),
            Screen.ofThisProcess(System.getenv()),
            Clock.systemUTC(),
            Operator.ofThisProcess(System.getenv()));
    System.exit(run(surroundings, args));
  }

  /**
   * Runs the command in this JVM, with nobody to ask.
   *
   * <p>Changes are written down as those of this JVM's user. Logging stays as its host has set it
   * up. System properties {@code sallyport.*} of this JVM count, as they do for the filter.
   *
   * @param out takes results
   * @param err takes notes and errors
   * @param in what stands where a person or a pipe would write; read only if asked to
   * @param environment the only variables that are looked at
   * @return the exit code: 0 done, 1 refused or not found, 2 wrong argument or setting, 3 database
   *     or server unavailable, 4 a fault of the command itself
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
            Optional.empty(),
            Screen.NONE,
            Clock.systemUTC(),
            Operator.ofThisProcess(environment)),
        args);
  }

  static int run(CliContext surroundings, String... args) {
    CommandLine tree = CommandTree.build(surroundings, args);
    return tree.execute(new UnderscoreAliases(tree).withHyphens(args));
  }
}

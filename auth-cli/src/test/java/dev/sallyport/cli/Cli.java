package dev.sallyport.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.context.Operator;
import dev.sallyport.cli.context.Output;
import dev.sallyport.cli.context.Terminal;
import dev.sallyport.cli.output.JsonOutput;
import dev.sallyport.cli.output.Screen;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runner of the command in this JVM that records exit codes and output. */
public final class Cli {
  private final Map<String, String> environment = new HashMap<>();
  private final List<Run> runs = new ArrayList<>();
  private Screen screen = Screen.NONE;
  private Clock clock = Clock.systemUTC();
  private Operator operator = new Operator("tester", "workbench");

  /** Result of a run. */
  public record Run(int exitCode, String out, String err) {
    JsonNode json() {
      return JsonOutput.parse(out).orElseThrow();
    }

    List<String> lines() {
      return out.lines().toList();
    }
  }

  Cli with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  Cli without(String variable) {
    environment.remove(variable);
    return this;
  }

  /** Sets the operator. */
  Cli as(Operator operator) {
    this.operator = operator;
    return this;
  }

  /** Sets the error of this machine's clock. */
  Cli withClockOffBy(Duration error) {
    clock = Clock.offset(Clock.systemUTC(), error);
    return this;
  }

  public Cli on(Screen screen) {
    this.screen = screen;
    return this;
  }

  public Run run(String... args) {
    return piped("", args);
  }

  /** Runs the command with the given standard input. */
  Run piped(String input, String... args) {
    return run(input, Optional.empty(), args);
  }

  /** Runs the command on a terminal. */
  Run asking(Terminal terminal, String... args) {
    return run("", Optional.of(terminal), args);
  }

  /** Runs the command and fails the test if the exit code is not 0. */
  public Run ok(String... args) {
    Run run = run(args);
    if (run.exitCode() != 0) {
      throw new AssertionError(run.toString());
    }
    return run;
  }

  /** Returns all runs so far. */
  List<Run> runs() {
    return runs;
  }

  private Run run(String input, Optional<Terminal> terminal, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Output output =
        new Output(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
    CliContext context =
        new CliContext(
            output,
            new ByteArrayInputStream(input.getBytes(UTF_8)),
            environment,
            () -> terminal,
            () -> screen,
            clock,
            operator);
    Run run = new Run(Main.run(context, args), out.toString(UTF_8), err.toString(UTF_8));
    runs.add(run);
    return run;
  }
}

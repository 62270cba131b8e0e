package dev.sallyport.benchmarks.load.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.benchmarks.load.report.Answer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A separate JVM for one part of a measurement, controlled by lines: each command is answered by
 * one line of {@code name=value} pairs. It ends with the JVM that started it. Not thread-safe.
 */
public final class ChildJvm implements AutoCloseable {
  private static final long EXIT_TIMEOUT_SECONDS = 15;

  private final Process process;
  private final BufferedReader answers;
  private final Writer commands;
  private final Answer greeting;

  private ChildJvm(Process process) throws IOException {
    this.process = process;
    this.answers = process.inputReader(UTF_8);
    this.commands = process.outputWriter(UTF_8);
    this.greeting = answer("start");
  }

  /**
   * Starts a JVM with the class path of this one.
   *
   * @param main a class whose {@code main} calls {@link Commands#serve}
   * @param jvmArgs options of the JVM
   * @param arguments passed as {@code name=value}; see {@link Commands#arguments}
   */
  public static ChildJvm start(Class<?> main, List<String> jvmArgs, Map<String, String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmArgs);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    arguments.forEach((name, value) -> command.add(name + "=" + value));
    try {
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.redirectError(ProcessBuilder.Redirect.INHERIT);
      return new ChildJvm(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the values the child returned when it was ready. */
  public Answer greeting() {
    return greeting;
  }

  public long pid() {
    return process.pid();
  }

  public Answer ask(String command) {
    try {
      commands.write(command + "\n");
      commands.flush();
      return answer(command);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Kills the child, like {@code kill -9}. */
  public void kill() {
    process.destroyForcibly();
    await();
  }

  /** Closes the child's input, which makes it exit, and waits for that. */
  @Override
  public void close() {
    try {
      commands.close();
    } catch (IOException gone) {
      // it has already exited
    }
    if (!await()) {
      kill();
    }
  }

  private boolean await() {
    try {
      return process.waitFor(EXIT_TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Answer answer(String command) throws IOException {
    String line = answers.readLine();
    if (line == null || !line.startsWith(Commands.OK)) {
      throw new IOException("the child failed on '" + command + "': " + line);
    }
    return Answer.parse(line.substring(Commands.OK.length()));
  }
}

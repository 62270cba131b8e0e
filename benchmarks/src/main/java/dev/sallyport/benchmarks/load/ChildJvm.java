package dev.sallyport.benchmarks.load;

import static java.nio.charset.StandardCharsets.UTF_8;

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
 * A JVM of its own for one part of a measurement, told what to do by lines: each command is
 * answered by one line of {@code name=value} pairs. It ends with the JVM that started it. Not
 * thread-safe.
 */
final class ChildJvm implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 15;

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
   * Starts one, with the class path of this JVM.
   *
   * @param main a class that ends up in {@link Commands#serve}
   * @param arguments handed on as {@code name=value}; see {@link Commands#arguments}
   */
  static ChildJvm start(Class<?> main, List<String> jvmArgs, Map<String, String> arguments) {
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

  /** What it said when it was ready. */
  Answer greeting() {
    return greeting;
  }

  long pid() {
    return process.pid();
  }

  Answer ask(String command) {
    try {
      commands.write(command + "\n");
      commands.flush();
      return answer(command);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it at once, as {@code kill -9} does. */
  void kill() {
    process.destroyForcibly();
    await();
  }

  /** Asks it to end in good order; it does so when its input ends. */
  @Override
  public void close() {
    try {
      commands.close();
    } catch (IOException gone) {
      // then it has ended
    }
    if (!await()) {
      kill();
    }
  }

  private boolean await() {
    try {
      return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Answer answer(String command) throws IOException {
    String line = answers.readLine();
    if (line == null || !line.startsWith(Commands.OK)) {
      throw new IOException("a child did not do '" + command + "': " + line);
    }
    return Answer.parse(line.substring(Commands.OK.length()));
  }
}

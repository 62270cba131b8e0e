package dev.sallyport.spring;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;

/** What is logged to the console meanwhile. */
final class Output {
  private Output() {}

  static String of(Runnable action) {
    PrintStream before = System.out;
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    System.setOut(new PrintStream(output, true, UTF_8));
    try {
      action.run();
    } finally {
      System.setOut(before);
    }
    return output.toString(UTF_8);
  }

  /** Returns what is logged by an application that does not start. */
  static String ofFailedStart(Class<?> config, String... properties) {
    return of(
        () -> {
          try (App app = App.start(config, properties)) {
            throw new AssertionError("started " + app.context());
          } catch (RuntimeException e) {
            // as expected
          }
        });
  }
}

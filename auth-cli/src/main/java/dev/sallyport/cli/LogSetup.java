package dev.sallyport.cli;

import dev.sallyport.cli.output.PrintableText;
import java.io.PrintStream;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;

/** Logging setup: writes warnings and errors of libraries to standard error, one line each. */
final class LogSetup {
  /**
   * Loggers that report database failures, which the command reports itself. The strong references
   * keep the loggers and their levels from being garbage collected.
   */
  private static final List<Logger> SILENCED =
      Stream.of("com.zaxxer.hikari", "org.flywaydb", "org.mariadb", "org.postgresql")
          .map(Logger::getLogger)
          .toList();

  private LogSetup() {}

  /** Configures logging, unless {@code java.util.logging.config.*} is set. */
  static void configure(PrintStream err) {
    if (System.getProperty("java.util.logging.config.file") == null
        && System.getProperty("java.util.logging.config.class") == null) {
      LogManager.getLogManager().reset();
      Logger root = Logger.getLogger("");
      root.setLevel(Level.WARNING);
      root.addHandler(new OneLineHandler(err));
      SILENCED.forEach(logger -> logger.setLevel(Level.OFF));
    }
  }

  /** Handler without stack traces: the command's own message says what to do. */
  private static final class OneLineHandler extends Handler {
    private final PrintStream err;

    OneLineHandler(PrintStream err) {
      this.err = err;
    }

    @Override
    public void publish(LogRecord event) {
      if (isLoggable(event)) {
        String level = event.getLevel().equals(Level.WARNING) ? "Warning: " : "Error: ";
        err.println(level + PrintableText.line(message(event)));
      }
    }

    private static String message(LogRecord event) {
      return new SimpleFormatter().formatMessage(event);
    }

    @Override
    public void flush() {
      err.flush();
    }

    @Override
    public void close() {
      flush();
    }
  }
}

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

/** What the libraries below have to say: warnings and worse, a line each, on standard error. */
final class LogSetup {
  /**
   * They tell of trouble with the database, with which the command fails anyway, in words of its
   * own. Kept here because a logger nobody keeps is forgotten, and its level with it.
   */
  private static final List<Logger> SAID_BY_THE_COMMAND =
      Stream.of(
              "com.zaxxer.hikari", "org.flywaydb", "org.hibernate", "org.mariadb", "org.postgresql")
          .map(Logger::getLogger)
          .toList();

  private LogSetup() {}

  /** Leaves logging alone where somebody configured it with {@code java.util.logging.config.*}. */
  static void toOneLineEach(PrintStream err) {
    // Hibernate takes another logging library where it finds one, and each has its own opinion.
    System.setProperty("org.jboss.logging.provider", "jdk");
    if (System.getProperty("java.util.logging.config.file") == null
        && System.getProperty("java.util.logging.config.class") == null) {
      LogManager.getLogManager().reset();
      Logger root = Logger.getLogger("");
      root.setLevel(Level.WARNING);
      root.addHandler(new OneLineHandler(err));
      SAID_BY_THE_COMMAND.forEach(logger -> logger.setLevel(Level.OFF));
    }
  }

  /** Leaves out stack traces: the command's own sentence tells what to do. */
  private static final class OneLineHandler extends Handler {
    private final PrintStream err;

    OneLineHandler(PrintStream err) {
      this.err = err;
    }

    @Override
    public void publish(LogRecord event) {
      if (isLoggable(event)) {
        String level = event.getLevel().equals(Level.WARNING) ? "Warning: " : "Problem: ";
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

package dev.sallyport.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.cli.output.PrintableText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;

/**
 * Logging setup: writes warnings and errors of libraries to standard error, one line each.
 *
 * <p>The JDK creates it when a library logs first, which short commands never do.
 *
 * <pre>{@code
 * System.setProperty("java.util.logging.config.class", LogSetup.class.getName());
 * }</pre>
 *
 * @since 0.1.0
 */
public final class LogSetup {
  private static final String CONFIG_CLASS = "java.util.logging.config.class";

  /** Silences what reports database failures, which the command reports itself. */
  private static final String CONFIGURATION =
      """
      handlers = %s
      .level = WARNING
      com.zaxxer.hikari.level = OFF
      org.flywaydb.level = OFF
      org.mariadb.level = OFF
      org.postgresql.level = OFF
      """;

  /** Configures logging. */
  public LogSetup() throws IOException {
    String configuration = CONFIGURATION.formatted(OneLineHandler.class.getName());
    LogManager.getLogManager()
        .readConfiguration(new ByteArrayInputStream(configuration.getBytes(UTF_8)));
  }

  /** Configures logging at its first use, unless {@code java.util.logging.config.*} is set. */
  static void configureAtFirstUse() {
    if (System.getProperty("java.util.logging.config.file") == null
        && System.getProperty(CONFIG_CLASS) == null) {
      System.setProperty(CONFIG_CLASS, LogSetup.class.getName());
    }
  }

  /** Handler without stack traces: the command's own message says what to do. */
  public static final class OneLineHandler extends Handler {
    @Override
    public void publish(LogRecord event) {
      if (isLoggable(event)) {
        String level = event.getLevel().equals(Level.WARNING) ? "Warning: " : "Error: ";
        System.err.println(level + PrintableText.line(new SimpleFormatter().formatMessage(event)));
      }
    }

    @Override
    public void flush() {
      System.err.flush();
    }

    @Override
    public void close() {
      flush();
    }
  }
}

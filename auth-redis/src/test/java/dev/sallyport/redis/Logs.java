package dev.sallyport.redis;

import static java.util.stream.Collectors.joining;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;

/** Log events from level INFO of all loggers while this object is open. */
final class Logs extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  private final Queue<ILoggingEvent> events = new ConcurrentLinkedQueue<>();
  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final Level before = root.getLevel();

  Logs() {
    setContext(root.getLoggerContext());
    start();
    root.setLevel(Level.INFO);
    root.addAppender(this);
  }

  @Override
  protected void append(ILoggingEvent event) {
    events.add(event);
  }

  List<String> warnings() {
    return events.stream()
        .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }

  /** Returns all messages, including exceptions. */
  String text() {
    return events.stream()
        .map(event -> event.getFormattedMessage() + thrown(event.getThrowableProxy()))
        .collect(joining("\n"));
  }

  private static String thrown(IThrowableProxy thrown) {
    return thrown == null
        ? ""
        : "\n" + thrown.getClassName() + ": " + thrown.getMessage() + thrown(thrown.getCause());
  }

  @Override
  public void close() {
    root.detachAppender(this);
    root.setLevel(before);
  }
}

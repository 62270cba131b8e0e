package dev.sallyport.example.jetty;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;

/** Capture of all log events of all loggers, with stack traces. */
final class CapturedLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  private final Queue<String> lines = new ConcurrentLinkedQueue<>();
  private final Logger root;
  private final Level before;

  /** Starts capturing, except for these loggers, which print network traffic. */
  CapturedLog(String... exceptLoggers) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    before = root.getLevel();
    setContext(context);
    start();
    root.addAppender(this);
    root.setLevel(Level.TRACE);
    context.getLogger("dev.sallyport").setLevel(Level.TRACE);
    for (String except : exceptLoggers) {
      context.getLogger(except).setLevel(Level.INFO);
    }
  }

  List<String> lines() {
    return List.copyOf(lines);
  }

  @Override
  protected void append(ILoggingEvent event) {
    String stack =
        event.getThrowableProxy() == null
            ? ""
            : ThrowableProxyUtil.asString(event.getThrowableProxy());
    lines.add(event.getLoggerName() + ": " + event.getFormattedMessage() + " " + stack);
  }

  @Override
  public void close() {
    root.detachAppender(this);
    root.setLevel(before);
  }
}

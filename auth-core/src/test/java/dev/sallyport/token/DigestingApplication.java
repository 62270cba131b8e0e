package dev.sallyport.token;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/**
 * Application that prints for each digest among its arguments whether it matches the secret, and
 * computes new digests, while a {@code Sallyport} instance is open. Then prints the log lines of
 * {@link Argon2}.
 */
final class DigestingApplication {
  static final Secret SECRET = Secret.of("sp_0123456789abSECRETSECRETSECRET");
  static final List<Digester> DIGESTERS =
      List.of(
          Digester.argon2id(Argon2Profile.TOKEN),
          Digester.argon2id(Argon2Profile.PASSWORD),
          Digester.argon2id(new Argon2Profile(1027, 2, 3)));

  private static final String MARK = "> ";

  private DigestingApplication() {}

  public static void main(String[] digests) {
    Logger logger = (Logger) LoggerFactory.getLogger(Argon2.class);
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    logger.addAppender(log);
    logger.setLevel(Level.INFO);
    Argon2 open = Argon2.open();
    try {
      for (String digest : digests) {
        print(DIGESTERS.get(0).matches(SECRET, digest));
        print(DIGESTERS.get(0).matches(Secret.of("another"), digest));
      }
      DIGESTERS.forEach(digester -> print(digester.digest(SECRET)));
    } finally {
      open.close();
    }
    log.list.forEach(DigestingApplication::print);
  }

  private static void print(Object line) {
    System.out.println(MARK + line);
  }

  /** Returns the output without the lines of the JVM. */
  static List<String> printed(Stream<String> lines) {
    return lines
        .filter(line -> line.startsWith(MARK))
        .map(line -> line.substring(MARK.length()))
        .toList();
  }
}

package dev.sallyport.token;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.sallyport.token.Argon2idDigester.Computation;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

class Argon2Test {
  private static final Secret SECRET = TokenFormat.sallyport("sp").generate();
  private static final Digester DIGESTER = Digester.argon2id(Argon2Profile.TOKEN);

  private final Logger logger = (Logger) LoggerFactory.getLogger(Argon2.class);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void listen() {
    log.start();
    logger.addAppender(log);
    logger.setLevel(Level.INFO);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(log);
    logger.setLevel(null);
  }

  static Stream<Argon2Profile> profiles() {
    return Stream.of(
        Argon2Profile.TOKEN,
        Argon2Profile.PASSWORD,
        new Argon2Profile(8, 1, 1),
        new Argon2Profile(33, 2, 4),
        new Argon2Profile(1027, 2, 3),
        new Argon2Profile(4096, 10, 2),
        new Argon2Profile(Argon2Profile.MAX_MEMORY_KIB, 1, Argon2Profile.MAX_PARALLELISM));
  }

  @ParameterizedTest
  @MethodSource("profiles")
  void nativeCodeAndJavaComputeTheSameHash(Argon2Profile profile) throws Exception {
    Computation inNativeCode = Argon2Loader.load();
    Computation inJava = new JavaArgon2();
    for (Secret secret : List.of(SECRET, Secret.of(""), Secret.of("pässwörd ".repeat(50)))) {
      for (int length : List.of(16, 32, 64)) {
        byte[] salt = Secret.of("salt".repeat(length / 8)).revealBytes();
        assertThat(inJava.hash(profile, secret.revealBytes(), salt, length))
            .isEqualTo(inNativeCode.hash(profile, secret.revealBytes(), salt, length));
      }
    }
    inNativeCode.close();
  }

  @Test
  void isNativeWhileASallyportIsOpenAndLogsIt() {
    for (int i = 1; i <= 2; i++) {
      Argon2 first = Argon2.open();
      Argon2 second = Argon2.open();
      String digest = DIGESTER.digest(SECRET);
      first.close();
      first.close();
      assertThat(DIGESTER.matches(SECRET, digest)).isTrue();
      second.close();
      assertThat(DIGESTER.matches(SECRET, digest)).isTrue();
      assertThat(log.list)
          .hasSize(i)
          .last()
          .hasToString("[INFO] Argon2id is computed by argon2-jvm, in native code");
    }
  }

  @Test
  void stopsTheThreadsOfTheNativeLibrary() throws Exception {
    Argon2 open = Argon2.open();
    assertThat(DIGESTER.matches(SECRET, DIGESTER.digest(SECRET))).isTrue();
    open.close();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getClass().getClassLoader() instanceof Argon2Loader) {
        thread.join();
      }
    }
  }

  @Test
  void isNotClosedDuringAComputation() throws Exception {
    String digest = DIGESTER.digest(SECRET);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      Callable<Boolean> matching = () -> DIGESTER.matches(SECRET, digest);
      Callable<Boolean> opening =
          () -> {
            Argon2 open = Argon2.open();
            try {
              return matching.call();
            } finally {
              open.close();
            }
          };
      for (Future<Boolean> matches :
          threads.invokeAll(
              IntStream.range(0, 200).mapToObj(i -> i % 10 == 0 ? opening : matching).toList())) {
        assertThat(matches.get()).isTrue();
      }
    } finally {
      threads.shutdown();
    }
  }
}

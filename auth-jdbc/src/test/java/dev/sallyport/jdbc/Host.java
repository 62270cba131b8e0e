package dev.sallyport.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import dev.sallyport.Sallyport;
import dev.sallyport.authentication.AuthenticationResult.Authenticated;
import dev.sallyport.event.Event;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.management.CreateResult;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.spi.Backend;
import dev.sallyport.spi.OwnerRegistry.Account;
import dev.sallyport.spi.OwnerRegistry.User;
import dev.sallyport.testkit.TestKeys;
import dev.sallyport.token.Digester;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.sql.DataSource;

/** An application with a table of its own in Sallyport's database. */
public final class Host implements AutoCloseable {
  public static final int THREADS = 2;
  public static final int KEY_LIMIT = 3;
  private static final long CONNECTION_TIMEOUT_MILLIS = 10_000;

  public final Queue<Event> events = new ConcurrentLinkedQueue<>();
  public final RecordingCluster cluster = new RecordingCluster();
  public final Sallyport sallyport;

  private final TestDatabase database;
  private final DataSource source;
  private final Backend backend;
  private final Runnable release;

  /** Starts the application with an account and a user, on a backend that is closed with it. */
  public Host(TestDatabase database, DataSource source, Backend backend, Runnable release) {
    this.database = database;
    this.source = source;
    this.backend = backend;
    this.release = release;
    database.run("create table signup (name varchar(50) primary key)");
    sallyport =
        Sallyport.builder(backend)
            .ignoreEnvironment()
            .digester(Digester.sha512())
            .setting("token-limit-per-user", String.valueOf(KEY_LIMIT))
            .listener(events::add)
            .cluster(cluster)
            .build();
    sallyport.ownerManager().createAccount(account());
    sallyport.ownerManager().createUser(User.person(TestKeys.OWNER).staff(true));
    events.clear();
  }

  /** Starts another node on the same backend, which learns of changes from the cluster only. */
  public Sallyport otherNode() {
    return Sallyport.builder(backend.keys(), backend.owners())
        .ignoreEnvironment()
        .digester(Digester.sha512())
        .setting("max-staleness", "1h")
        .cluster(cluster)
        .build();
  }

  /** Starts the application on a pool that it shares with a store. */
  static Host on(TestDatabase database, TestStore store, int connections) {
    HikariDataSource pool = pool(database, connections);
    return new Host(database, pool, store.on(pool, SchemaMode.VALIDATE), pool::close);
  }

  /** Returns a pool that gives up soon. */
  public static HikariDataSource pool(TestDatabase database, int connections) {
    HikariDataSource pool = new HikariDataSource();
    pool.setDataSource(database.dataSource());
    pool.setMaximumPoolSize(connections);
    pool.setConnectionTimeout(CONNECTION_TIMEOUT_MILLIS);
    return pool;
  }

  /** Returns the account that exists. */
  public Account account() {
    return new Account(TestKeys.OWNER.accountId(), "", true);
  }

  /** Returns a connection. */
  public Connection connect() throws SQLException {
    return source.getConnection();
  }

  /** Returns a connection with a new transaction. */
  public Connection begin() throws SQLException {
    Connection connection = source.getConnection();
    connection.setAutoCommit(false);
    return connection;
  }

  /** Inserts a row of the application. */
  public void insert(Connection connection, String name) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate("insert into signup values ('" + name + "')");
    }
  }

  /** Returns the number of committed rows of the application. */
  public String rows() {
    return database.read("select count(*) from signup");
  }

  /** Returns the number of the application's rows that a transaction sees. */
  public int rows(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select name from signup")) {
      int count = 0;
      while (rows.next()) {
        count++;
      }
      return count;
    }
  }

  /** Creates a key. */
  public Created create(String name) {
    return (Created) tryCreate(name);
  }

  /** Creates a key unless it is denied. */
  public CreateResult tryCreate(String name) {
    return sallyport.keys().create(CreateKeyRequest.of(TestKeys.OWNER, name));
  }

  /** Returns whether a token is valid for a request. */
  public boolean authenticates(Created created) {
    return authenticates(sallyport, created);
  }

  /** Returns whether a token is valid for a request to a node. */
  public static boolean authenticates(Sallyport node, Created created) {
    return node.authenticator().authenticate(created.token()) instanceof Authenticated;
  }

  /** Returns the events of changed keys. */
  public List<Event> changes() {
    return events.stream().filter(Event.KeyChanged.class::isInstance).toList();
  }

  @Override
  public void close() {
    sallyport.close();
    release.run();
  }
}

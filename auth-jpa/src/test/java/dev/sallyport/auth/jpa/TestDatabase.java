package dev.sallyport.auth.jpa;

import dev.sallyport.auth.spi.AuditLog;
import dev.sallyport.auth.spi.Backend;
import dev.sallyport.auth.spi.OwnerDirectory;
import dev.sallyport.auth.spi.ResourceRegistry;
import dev.sallyport.auth.spi.TokenStore;
import dev.sallyport.auth.spi.UsageLog;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import javax.sql.DataSource;

/**
 * An empty database of a real server, made for one test class.
 *
 * @param url of JDBC, without user and password
 */
public record TestDatabase(String url, String user, String password) {
  /** What the filter is told to use it, by names with {@code sallyport.} before. */
  public Map<String, String> settings() {
    return Map.of(
        "sallyport.db-url", url, "sallyport.db-user", user, "sallyport.db-password", password);
  }

  /** Opens the backend, with the tables made. */
  public JpaBackend migrated() {
    return JpaBackend.on(dataSource(), SchemaMode.MIGRATE, Optional.empty());
  }

  /** Opens the backend for a host with owners of its own. */
  JpaBackend ofKeysOnly() {
    OwnerDirectory ofHost = owner -> Optional.empty();
    return JpaBackend.on(dataSource(), SchemaMode.VALIDATE, Optional.of(ofHost));
  }

  /** Opens the backend in a persistence unit of the host's, which ends with it. */
  Backend inUnitOfHost() {
    EntityManagerFactory host = startUnit("host", Map.of());
    return new HostBackend(host, JpaBackend.on(host, Optional.empty()));
  }

  /** The same database, spoken to in another way. */
  TestDatabase with(String suffix) {
    return new TestDatabase(url + suffix, user, password);
  }

  /** Starts a unit of the test's own persistence.xml. */
  EntityManagerFactory startUnit(String unit, Map<String, String> more) {
    Map<String, Object> properties = new HashMap<>(more);
    properties.put("jakarta.persistence.jdbc.url", url);
    properties.put("jakarta.persistence.jdbc.user", user);
    properties.put("jakarta.persistence.jdbc.password", password);
    return Persistence.createEntityManagerFactory(unit, properties);
  }

  DataSource dataSource() {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    return DriverSource.of(new JdbcUrl(url), properties);
  }

  /** Empties the tables of Sallyport. */
  void empty() {
    run("delete from sallyport_key");
    run("delete from sallyport_user");
    run("delete from sallyport_account");
    run("delete from sallyport_binding");
    run("delete from sallyport_resource");
    run("delete from sallyport_owner_lock");
    run("delete from sallyport_usage");
    run("delete from sallyport_audit");
    run("update sallyport_audit_head set sequence_number = 0, entry_hash = repeat('0', 64)");
  }

  public void run(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** The first column of the first row, as the driver writes it. */
  public String read(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return String.valueOf(rows.getString(1));
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(url, user, password);
  }

  private record HostBackend(EntityManagerFactory host, JpaBackend backend) implements Backend {
    @Override
    public TokenStore tokens() {
      return backend.tokens();
    }

    @Override
    public OwnerDirectory owners() {
      return backend.owners();
    }

    @Override
    public ResourceRegistry resources() {
      return backend.resources();
    }

    @Override
    public AuditLog audit() {
      return backend.audit();
    }

    @Override
    public UsageLog usage() {
      return backend.usage();
    }

    @Override
    public void close() {
      backend.close();
      host.close();
    }
  }
}

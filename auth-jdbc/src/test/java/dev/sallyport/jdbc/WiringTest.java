package dev.sallyport.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.config.SettingException;
import dev.sallyport.jdbc.connection.DriverDataSource;
import dev.sallyport.jdbc.connection.JdbcUrl;
import dev.sallyport.jdbc.connection.OptionalDependency;
import dev.sallyport.spi.StoreException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.util.List;
import java.util.Properties;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Libraries and drivers that are missing, and databases that are not supported. */
class WiringTest {
  @Test
  void namesTheMissingDependency() {
    ClassLoader bare = ClassLoader.getPlatformClassLoader();
    for (OptionalDependency library :
        List.of(OptionalDependency.HIKARI, OptionalDependency.FLYWAY)) {
      assertThatThrownBy(() -> library.require("The setting x", bare))
          .isInstanceOf(SettingException.class)
          .hasMessageStartingWith("The setting x needs a library that is not on the class path")
          .hasMessageMatching(".*add the dependency [a-z.]+:[A-Za-z-]+\\.");
    }
  }

  @Test
  void namesTheMissingDriverWithoutTheUrl() {
    String url = "jdbc:unknown:server;password=" + "hunter" + 2;
    assertThatThrownBy(() -> DriverDataSource.of(new JdbcUrl(url), new Properties()))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("'jdbc:unknown:'")
        .hasMessageContaining("No JDBC driver on the class path")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void showsNoPartOfAUrlThatMayHoldAPassword() {
    assertThat(new JdbcUrl("jdbc:postgresql://h:1/db?user=u&password=p@ss"))
        .hasToString("jdbc:postgresql:");
    assertThat(new JdbcUrl("jdbc:mariadb://u:pa?ss@h/db")).hasToString("jdbc:mariadb:");
    assertThat(new JdbcUrl("jdbc:h2:file:./x;PASSWORD=p")).hasToString("jdbc:h2:file:./x");
    assertThat(new JdbcUrl("jdbc:postgresql://h/db?password=p"))
        .hasToString("jdbc:postgresql://h/db");
  }

  @Test
  void listsTheDatabasesWithScripts() {
    DataSource oracle = calledOracle(TestServer.H2.newDatabase().dataSource());
    assertThatThrownBy(() -> StoreDataSource.of(oracle, SchemaMode.MIGRATE, true))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("no scripts for Oracle")
        .hasMessageContaining("H2, PostgreSQL, MariaDB, HSQL Database Engine");
    assertThatThrownBy(() -> StoreDataSource.of(oracle, SchemaMode.VALIDATE, true))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("The Oracle database has no table sallyport_key")
        .hasMessageContaining("H2, PostgreSQL, MariaDB, HSQL Database Engine");
  }

  private static DataSource calledOracle(DataSource source) {
    return proxy(
        DataSource.class,
        (self, method, arguments) -> {
          Connection connection = source.getConnection();
          return proxy(
              Connection.class,
              (it, called, parameters) ->
                  called.getName().equals("getMetaData")
                      ? proxy(DatabaseMetaData.class, (meta, asked, none) -> "Oracle")
                      : called.invoke(connection, parameters));
        });
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    Class<?>[] types = {type};
    return type.cast(Proxy.newProxyInstance(WiringTest.class.getClassLoader(), types, handler));
  }
}

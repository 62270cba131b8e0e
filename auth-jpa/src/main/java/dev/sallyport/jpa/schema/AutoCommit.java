package dev.sallyport.jpa.schema;

import dev.sallyport.spi.StoreException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Whether the connections of a data source commit each statement by themselves. */
public final class AutoCommit {
  private AutoCommit() {}

  /**
   * Whether one of them does; a host may have set its pool up either way.
   *
   * @throws StoreException if the database cannot be reached
   */
  public static boolean isOn(DataSource source) {
    try (Connection connection = source.getConnection()) {
      return connection.getAutoCommit();
    } catch (SQLException e) {
      throw SchemaCheck.unreachable(e);
    }
  }

  /**
   * The same data source, all of whose connections do. Some pools hand out what somebody else has
   * switched and not switched back: a query alone would begin a transaction there, which nobody
   * ends, and whose view of the tables would be the next one's.
   */
  public static DataSource keptOn(DataSource source) {
    return DataSource.class.cast(
        Proxy.newProxyInstance(
            AutoCommit.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) -> {
              try {
                return switchedOn(method.invoke(source, arguments));
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  private static @Nullable Object switchedOn(@Nullable Object answer) throws SQLException {
    if (answer instanceof Connection connection && !connection.getAutoCommit()) {
      connection.rollback(); // what somebody has begun there is not ours to commit
      connection.setAutoCommit(true);
    }
    return answer;
  }
}

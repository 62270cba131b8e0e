package dev.sallyport.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;

/** Queries on the connections of a data source, with their values where the driver shows them. */
final class ExecutedStatements {
  private final List<String> executed = new CopyOnWriteArrayList<>();

  /** Returns the same data source with recording connections. */
  DataSource of(DataSource source) {
    return recorded(DataSource.class, source);
  }

  /** Returns the queries since the last call. */
  List<String> take() {
    List<String> all = new ArrayList<>(executed);
    executed.clear();
    return all;
  }

  private <T> T recorded(Class<T> type, T real) {
    return type.cast(
        Proxy.newProxyInstance(
            ExecutedStatements.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              if (method.getName().equals("executeQuery") && arguments == null) {
                executed.add(real.toString());
              }
              try {
                Object answer = method.invoke(real, arguments);
                if (answer instanceof PreparedStatement statement) {
                  return recorded(PreparedStatement.class, statement);
                }
                return answer instanceof Connection connection
                    ? recorded(Connection.class, connection)
                    : answer;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}

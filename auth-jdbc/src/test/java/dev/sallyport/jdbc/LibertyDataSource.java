package dev.sallyport.jdbc;

import jakarta.transaction.Status;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Connections that report auto-commit in transactions of JTA, as those of Open Liberty do. */
final class LibertyDataSource {
  private LibertyDataSource() {}

  static DataSource of(DataSource pool) {
    return proxy(
        DataSource.class,
        (method, arguments) ->
            invoke(method, pool, arguments) instanceof Connection it ? of(it) : null);
  }

  private static Connection of(Connection connection) {
    boolean[] reported = {true};
    return proxy(
        Connection.class,
        (method, arguments) ->
            switch (method.getName()) {
              case "getAutoCommit" -> reported[0];
              case "setAutoCommit" -> {
                reported[0] = (boolean) arguments[0];
                yield JtaHost.transactions().getStatus() == Status.STATUS_NO_TRANSACTION
                    ? invoke(method, connection, arguments)
                    : null;
              }
              default -> invoke(method, connection, arguments);
            });
  }

  private interface Call {
    @Nullable Object run(Method method, @Nullable Object[] arguments) throws Throwable;
  }

  private static <T> T proxy(Class<T> type, Call call) {
    return type.cast(
        Proxy.newProxyInstance(
            LibertyDataSource.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> call.run(method, arguments)));
  }

  private static @Nullable Object invoke(Method method, Object real, @Nullable Object[] arguments)
      throws Throwable {
    try {
      return method.invoke(real, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}

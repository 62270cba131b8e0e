package dev.sallyport.auth.jpa;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Takes the words out of every {@link SQLException} of a data source, and leaves type of failure,
 * SQLState and vendor code.
 *
 * <p>Providers log what drivers complain of, at a level that is on by default, and drivers quote
 * the values that did not fit: "Key (lookup)=(...) already exists".
 */
final class QuietConnections {
  private static final Set<Class<?>> WRAPPED =
      Set.of(
          Connection.class,
          CallableStatement.class,
          PreparedStatement.class,
          Statement.class,
          ResultSet.class);

  private QuietConnections() {}

  /** The same data source, which complains without quoting. */
  static DataSource of(DataSource source) {
    return DataSource.class.cast(wrap(DataSource.class, source));
  }

  private static Object wrap(Class<?> type, Object target) {
    return Proxy.newProxyInstance(
        QuietConnections.class.getClassLoader(), new Class<?>[] {type}, new Quiet(target));
  }

  private record Quiet(Object target) implements InvocationHandler {
    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
        throws Throwable {
      if (method.getName().equals("toString")) {
        return target.getClass().getSimpleName();
      }
      if (target instanceof DataSource source && method.getName().equals("getConnection")) {
        return connection(source); // whatever user a hibernate.properties names
      }
      try {
        return wrapped(method, method.invoke(target, arguments));
      } catch (InvocationTargetException e) {
        throw e.getCause() instanceof SQLException loud ? quiet(loud) : e.getCause();
      }
    }

    private static Object connection(DataSource source) throws SQLException {
      try {
        return wrap(Connection.class, source.getConnection());
      } catch (SQLException e) {
        throw quiet(e);
      }
    }

    private static @Nullable Object wrapped(Method method, @Nullable Object answer) {
      if (answer == null || !WRAPPED.contains(method.getReturnType())) {
        return answer;
      }
      return wrap(method.getReturnType(), answer);
    }
  }

  private static SQLException quiet(SQLException loud) {
    String words = "%s (its words are left out)".formatted(loud.getClass().getSimpleName());
    SQLException quiet = new SQLException(words, loud.getSQLState(), loud.getErrorCode());
    quiet.setStackTrace(loud.getStackTrace());
    return quiet;
  }
}

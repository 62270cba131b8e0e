package dev.sallyport.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** Counter of statements and commits on the connections of a data source. */
final class CountedStatements {
  private final AtomicInteger prepared = new AtomicInteger();
  private final AtomicInteger committed = new AtomicInteger();
  private final Set<Object> texts = ConcurrentHashMap.newKeySet();

  /** Returns the same data source with counting connections. */
  DataSource of(DataSource source) {
    return counted(DataSource.class, source);
  }

  int count() {
    return prepared.get();
  }

  /** Returns the number of transactions that were committed, or ended by auto-commit. */
  int commits() {
    return committed.get();
  }

  /** Returns the number of different statements. */
  int distinctCount() {
    return texts.size();
  }

  private <T> T counted(Class<T> type, T real) {
    return type.cast(
        Proxy.newProxyInstance(
            CountedStatements.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              if (method.getName().equals("prepareStatement")) {
                prepared.incrementAndGet();
                texts.add(arguments[0]);
              }
              if (method.getName().equals("commit")
                  || (method.getName().equals("setAutoCommit") && arguments[0].equals(true))) {
                committed.incrementAndGet();
              }
              try {
                Object answer = method.invoke(real, arguments);
                return answer instanceof Connection connection
                    ? counted(Connection.class, connection)
                    : answer;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}

package dev.sallyport.jpa;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** Counts what is prepared and committed on the connections of a data source. */
final class CountedStatements {
  private final AtomicInteger prepared = new AtomicInteger();
  private final AtomicInteger committed = new AtomicInteger();
  private final Set<Object> texts = ConcurrentHashMap.newKeySet();

  /** The same source, counted. */
  DataSource of(DataSource source) {
    return counted(DataSource.class, source);
  }

  int count() {
    return prepared.get();
  }

  /** How many transactions were committed by word. */
  int commits() {
    return committed.get();
  }

  /** How many of the statements differ. */
  int differing() {
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
              if (method.getName().equals("commit")) {
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

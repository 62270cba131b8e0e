package dev.sallyport.jpa.unit;

import dev.sallyport.spi.StoreException;
import dev.sallyport.transaction.HostTransaction;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityTransaction;
import jakarta.persistence.TypedQuery;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Entity manager of the host's transaction that looks like one of Sallyport's own: it begins
 * without Sallyport's entities, and marking its transaction for rollback undoes only this work.
 *
 * <p>The host's entity manager is flushed before and after the work, and never cleared. Entities of
 * Sallyport that the work meets are read anew and detached afterwards, so that none is stale, even
 * if the host has loaded it.
 *
 * <p>An exception marks the host's transaction for rollback: providers do so, and the state of the
 * entity manager is undefined then.
 */
final class JoinedEntityManager {
  /** Without it, Hibernate takes the statement for a change of all tables that it caches. */
  private static final String TABLES_HINT = "org.hibernate.query.native.spaces";

  private static final String SAVEPOINT = "sallyport_call";

  private final EntityManager host;
  private final HostTransaction transaction;
  private final Set<Object> entities = Collections.newSetFromMap(new IdentityHashMap<>());
  private boolean isUndone;

  JoinedEntityManager(EntityManager host, HostTransaction transaction) {
    this.host = host;
    this.transaction = transaction;
  }

  /** Runs work and flushes it, or undoes it if the work marked its transaction for rollback. */
  <T> T run(Function<EntityManager, T> work) {
    if (!host.isJoinedToTransaction()) {
      throw new StoreException(
          "The host's entity manager has no active transaction: begin one before Sallyport joins"
              + " it.");
    }
    try {
      host.flush();
      execute("savepoint " + SAVEPOINT);
      T answer = work.apply(proxy(EntityManager.class, this::call));
      host.flush();
      if (isUndone) {
        execute("rollback to savepoint " + SAVEPOINT);
      }
      execute("release savepoint " + SAVEPOINT);
      entities.forEach(host::detach);
      return answer;
    } catch (RuntimeException | Error e) {
      transaction.setRollbackOnly();
      throw e;
    }
  }

  private void execute(String sql) {
    host.createNativeQuery(sql).setHint(TABLES_HINT, "sallyport_key").executeUpdate();
  }

  private @Nullable Object call(Method method, @Nullable Object[] arguments) throws Throwable {
    if (method.getName().equals("getTransaction")) {
      return proxy(EntityTransaction.class, this::callTransaction);
    }
    if (method.getName().equals("persist")) {
      entities.add(arguments[0]);
    }
    Object result = invoke(host, method, arguments);
    return result instanceof TypedQuery<?> query ? fresh(query) : result;
  }

  private @Nullable Object callTransaction(Method method, @Nullable Object[] arguments)
      throws Throwable {
    if (method.getName().equals("setRollbackOnly")) {
      isUndone = true;
      return null;
    }
    return invoke(host.getTransaction(), method, arguments);
  }

  private Object fresh(TypedQuery<?> query) {
    Object[] self = new Object[1];
    self[0] =
        proxy(
            TypedQuery.class,
            (method, arguments) -> {
              if (method.getName().equals("getResultList")) {
                return freshResults(query);
              }
              Object result = invoke(query, method, arguments);
              return result == query ? self[0] : result;
            });
    return self[0];
  }

  /** Runs a query again if it found entities that may have been loaded before this work. */
  private List<?> freshResults(TypedQuery<?> query) {
    List<?> results = query.getResultList();
    List<Object> met = entitiesIn(results).filter(it -> !entities.contains(it)).toList();
    if (met.isEmpty()) {
      return results;
    }
    met.forEach(host::detach);
    List<?> fresh = query.getResultList();
    entitiesIn(fresh).forEach(entities::add);
    return fresh;
  }

  private static Stream<Object> entitiesIn(List<?> results) {
    return results.stream()
        .flatMap(it -> it instanceof Object[] row ? Stream.of(row) : Stream.of(it))
        .filter(
            it ->
                ManagedPersistenceUnit.entities(true).stream()
                    .anyMatch(type -> type.isInstance(it)));
  }

  @FunctionalInterface
  private interface Call {
    @Nullable Object run(Method method, @Nullable Object[] arguments) throws Throwable;
  }

  private static <T> T proxy(Class<T> type, Call call) {
    return type.cast(
        Proxy.newProxyInstance(
            JoinedEntityManager.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> call.run(method, arguments)));
  }

  private static @Nullable Object invoke(Object target, Method method, @Nullable Object[] arguments)
      throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}

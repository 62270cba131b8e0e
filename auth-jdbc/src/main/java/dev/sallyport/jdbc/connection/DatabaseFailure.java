package dev.sallyport.jdbc.connection;

import dev.sallyport.config.SettingException;
import dev.sallyport.spi.StoreException;
import java.io.Serial;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Failure of the database, its driver or the persistence provider, without their messages.
 *
 * <p>Messages of drivers and providers quote values: for a knox key, the lookup id in a unique
 * constraint violation is the digest of its token. A {@code DatabaseFailure} replaces the original
 * exception as the cause of a {@code StoreException}. It keeps what is safe and useful: types,
 * SQLStates, vendor codes and stack traces.
 */
public final class DatabaseFailure extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private static final int MAX_DEPTH = 12;

  /**
   * Class name at the end of a class loader's message, which some loaders prefix with other words.
   */
  private static final Pattern CLASS_NAME = Pattern.compile("(?:.*: )?([\\w$]+(?:[./][\\w$]+)+)");

  /** Serialization failures and deadlocks, in the SQL standard and in PostgreSQL. */
  private static final Set<String> RETRYABLE_STATES = Set.of("40001", "40P01");

  /** MariaDB: record has changed since last read; H2: concurrent update, lock timeout of 2 s. */
  private static final Set<Integer> RETRYABLE_CODES = Set.of(1020, 90131, 50200);

  private final String state;
  private final int code;
  private final String summary;

  private DatabaseFailure(
      Throwable thrown, String state, int code, String summary, @Nullable DatabaseFailure cause) {
    super(thrown.getClass().getName() + safeText(thrown), cause);
    this.state = state;
    this.code = code;
    this.summary = summary;
    setStackTrace(thrown.getStackTrace());
  }

  /** Returns a failure that describes an exception and its causes. */
  public static DatabaseFailure of(Throwable thrown) {
    List<Throwable> chain = chain(thrown);
    SQLException sql = sqlException(chain);
    String state = state(sql);
    int code = sql == null ? 0 : sql.getErrorCode();
    String summary = summary(chain, sql);
    DatabaseFailure failure = null;
    for (int i = chain.size() - 1; i >= 0; i--) {
      failure = new DatabaseFailure(chain.get(i), state, code, summary, failure);
    }
    return failure == null ? new DatabaseFailure(thrown, state, code, summary, null) : failure;
  }

  /** Returns whether the same transaction may succeed if it is repeated. */
  public boolean isRetryable() {
    return RETRYABLE_STATES.contains(state) || RETRYABLE_CODES.contains(code);
  }

  /** Returns whether a constraint, such as a unique index, was violated. */
  public static boolean isConstraintViolation(StoreException e) {
    return e.getCause() instanceof DatabaseFailure failure && failure.state.startsWith("23");
  }

  /**
   * Returns whether the database could not be reached, so that nothing is known about its schema.
   */
  public boolean isUnreachable() {
    return isUnreachable(state, code);
  }

  /**
   * Returns what happened, as a phrase that follows a colon. It contains no value of any row or
   * setting.
   */
  public String summary() {
    return summary;
  }

  private static List<Throwable> chain(Throwable thrown) {
    List<Throwable> chain = new ArrayList<>();
    for (Throwable t = thrown; t != null && chain.size() < MAX_DEPTH; t = t.getCause()) {
      chain.add(t);
    }
    return chain;
  }

  private static @Nullable SQLException sqlException(List<Throwable> chain) {
    SQLException found = null;
    for (Throwable t : chain) {
      if (t instanceof SQLException e && (found == null || found.getSQLState() == null)) {
        found = e;
      }
    }
    return found;
  }

  private static String summary(List<Throwable> chain, @Nullable SQLException sql) {
    Throwable root = chain.get(chain.size() - 1);
    Throwable safe = chain.stream().filter(DatabaseFailure::isSafe).findFirst().orElse(null);
    if (safe != null) {
      return String.valueOf(safe.getMessage()).replaceFirst("\\.$", "");
    }
    if (sql == null) {
      return missingClass(chain).orElseGet(() -> nonDatabaseFailure(root));
    }
    String state = state(sql);
    String technical = root.getClass().getSimpleName();
    return "%s (%s)"
        .formatted(
            meaning(sql, state),
            state.isEmpty() ? technical : "%s, SQLState %s".formatted(technical, state));
  }

  /** Describes a failure outside the database by its type and the class that threw it. */
  private static String nonDatabaseFailure(Throwable root) {
    String name = root.getClass().getSimpleName();
    StackTraceElement[] frames = root.getStackTrace();
    return frames.length == 0
        ? name
        : "%s in %s, see the stack trace".formatted(name, frames[0].getClassName());
  }

  private static Optional<String> missingClass(List<Throwable> chain) {
    return chain.stream()
        .filter(it -> it instanceof ClassNotFoundException || it instanceof NoClassDefFoundError)
        .map(it -> CLASS_NAME.matcher(String.valueOf(it.getMessage())))
        .filter(Matcher::matches)
        .map(it -> "the class %s is not on the class path".formatted(it.group(1).replace('/', '.')))
        .findFirst();
  }

  private static String meaning(SQLException sql, String state) {
    int code = sql.getErrorCode();
    if (isUnreachable(state, code)) {
      return "the database cannot be reached";
    }
    if (state.startsWith("28") || code == 1045) {
      return "the database rejected this user or password";
    }
    if (state.equals("3D000") || code == 1049 || code == 90146) {
      return "the database does not exist";
    }
    if (state.equals("42501") || code == 1044 || code == 1142 || code == 90096) {
      return "the database user lacks a privilege";
    }
    if (sql instanceof SQLTransientConnectionException && state.isEmpty()) {
      return "timeout while waiting for a free connection of the pool";
    }
    return "the database failed";
  }

  /** PostgreSQL: shut down, starting up. H2: connection broken, database closed. */
  private static boolean isUnreachable(String state, int code) {
    return state.startsWith("08") || state.startsWith("57P") || code == 90067 || code == 90098;
  }

  private static String state(@Nullable SQLException sql) {
    return sql == null || sql.getSQLState() == null ? "" : sql.getSQLState();
  }

  /** Exceptions of Sallyport contain no confidential values. */
  private static boolean isSafe(Throwable thrown) {
    return thrown instanceof StoreException || thrown instanceof SettingException;
  }

  private static String safeText(Throwable thrown) {
    if (isSafe(thrown)) {
      return ": " + thrown.getMessage();
    }
    return thrown instanceof SQLException e
        ? " (SQLState %s, code %d)".formatted(e.getSQLState(), e.getErrorCode())
        : "";
  }
}

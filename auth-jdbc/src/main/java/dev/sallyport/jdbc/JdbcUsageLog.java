package dev.sallyport.jdbc;

import static java.util.stream.Collectors.toMap;

import dev.sallyport.audit.UsageCount;
import dev.sallyport.audit.UsageSubject;
import dev.sallyport.jdbc.connection.DatabaseFailure;
import dev.sallyport.jdbc.statement.Row;
import dev.sallyport.jdbc.statement.Session;
import dev.sallyport.jdbc.statement.Transactions;
import dev.sallyport.jdbc.statement.Values;
import dev.sallyport.spi.StoreException;
import dev.sallyport.spi.StoreSetupException;
import dev.sallyport.spi.UsageLog;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Usage log on the table {@code sallyport_usage}, on plain JDBC.
 *
 * <p>Every call runs in its own transaction on its own connection, unless the host has a
 * transaction to take part in. The caller keeps ownership of the {@code DataSource}. Thread-safe.
 */
final class JdbcUsageLog implements UsageLog {
  private static final long SECONDS = 3600;

  /** One attempt suffices unless other transactions insert or delete rows concurrently. */
  private static final int MAX_ATTEMPTS = 25;

  private final Transactions transactions;

  JdbcUsageLog(Transactions transactions) {
    this.transactions = transactions;
  }

  /**
   * Primary key of a row.
   *
   * @param hour hours since 1970-01-01T00:00Z
   */
  private record Id(String subject, long hour, String outcome) implements Comparable<Id> {
    private static final Comparator<Id> ORDER =
        Comparator.comparing(Id::subject).thenComparing(Id::hour).thenComparing(Id::outcome);

    static Id of(UsageCount count) {
      return new Id(count.subject().name(), hourOf(count.hour()), count.outcome());
    }

    static Id of(Row row) throws SQLException {
      return new Id(row.text("subject"), row.number("hour_number"), row.text("outcome"));
    }

    Map<String, @Nullable Object> with(long requests) {
      return new Values()
          .with("subject", subject)
          .with("hour_number", hour)
          .with("outcome", outcome)
          .with("requests", requests)
          .toMap();
    }

    @Override
    public int compareTo(Id other) {
      return ORDER.compare(this, other);
    }
  }

  @Override
  public void add(Collection<UsageCount> counts) {
    if (counts.size() > MAX_AT_ONCE) {
      throw new IllegalArgumentException(
          "Too many counts: " + counts.size() + ", expected at most " + MAX_AT_ONCE);
    }
    // All nodes lock rows in the same order, so that they do not deadlock.
    Map<Id, Long> requests =
        counts.stream().collect(toMap(Id::of, UsageCount::requests, Long::sum, TreeMap::new));
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      if (addToRows(requests)) {
        return;
      }
      insertRows(requests.keySet());
    }
    throw new StoreSetupException(
        "Could not update or insert rows in sallyport_usage: the database user needs the rights to"
            + " insert and update all rows of this table.");
  }

  /**
   * Adds the counts to existing rows.
   *
   * @return false, with nothing added, if rows have to be inserted first
   */
  private boolean addToRows(Map<Id, Long> requests) {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    requests.forEach((id, count) -> rows.add(id.with(count)));
    return transactions.change(
        "count requests",
        session ->
            session.updateEach(
                "update sallyport_usage set requests = requests + :requests"
                    + " where subject = :subject and hour_number = :hour_number"
                    + " and outcome = :outcome",
                rows));
  }

  /**
   * Inserts missing rows in a separate transaction: a row that does not exist cannot be locked, but
   * the gap around it can.
   */
  private void insertRows(Set<Id> ids) {
    try {
      transactions.run(
          "insert rows for request counts",
          session -> {
            Set<Id> stored = stored(session, ids);
            session.insert(
                "sallyport_usage",
                ids.stream().filter(id -> !stored.contains(id)).map(id -> id.with(0)).toList());
            return true;
          });
    } catch (StoreException e) {
      if (!DatabaseFailure.isConstraintViolation(e)) {
        throw e;
      }
      // another transaction inserted the rows first
    }
  }

  /** Returns the ids of the existing rows, and possibly of others. */
  private static Set<Id> stored(Session session, Set<Id> ids) throws SQLException {
    Set<String> subjects = new HashSet<>();
    Set<Long> hours = new HashSet<>();
    Set<String> outcomes = new HashSet<>();
    for (Id id : ids) {
      subjects.add(id.subject());
      hours.add(id.hour());
      outcomes.add(id.outcome());
    }
    return new HashSet<>(
        session.query(
            "select subject, hour_number, outcome from sallyport_usage"
                + " where subject in (:subjects) and hour_number in (:hours)"
                + " and outcome in (:outcomes)",
            Map.of("subjects", subjects, "hours", hours, "outcomes", outcomes),
            Id::of));
  }

  @Override
  public List<UsageCount> read(UsageSubject subject, Instant from, Instant until) {
    return transactions.read(
        "read request counts",
        session ->
            session.query(
                "select * from sallyport_usage where subject = :subject"
                    + " and hour_number >= :first and hour_number < :last"
                    + " order by hour_number, outcome",
                Map.of("subject", subject.name(), "first", hourOf(from), "last", hourFrom(until)),
                JdbcUsageLog::count));
  }

  private static UsageCount count(Row row) throws SQLException {
    return new UsageCount(
        new UsageSubject(row.text("subject")),
        Instant.ofEpochSecond(row.number("hour_number") * SECONDS),
        row.text("outcome"),
        row.number("requests"));
  }

  @Override
  public int removeOldestHour(Instant before) {
    return transactions.run(
        "remove old counts of requests",
        session -> {
          List<Long> oldest =
              session.query(
                  "select hour_number from sallyport_usage where hour_number < :before"
                      + " order by hour_number limit 1",
                  Map.of("before", hourFrom(before)),
                  row -> row.numberAt(1));
          return oldest.isEmpty()
              ? 0
              : session.update(
                  "delete from sallyport_usage where hour_number = :hour",
                  Map.of("hour", oldest.get(0)));
        });
  }

  /** Returns the number of the hour that contains an instant. */
  private static long hourOf(Instant instant) {
    return Math.floorDiv(instant.getEpochSecond(), SECONDS);
  }

  /** Returns the number of the first hour that starts at or after an instant. */
  private static long hourFrom(Instant instant) {
    long hour = hourOf(instant);
    return Instant.ofEpochSecond(hour * SECONDS).equals(instant) ? hour : hour + 1;
  }
}

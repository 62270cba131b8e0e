package dev.sallyport.jdbc;

import static java.util.Comparator.comparing;

import dev.sallyport.jdbc.connection.DatabaseFailure;
import dev.sallyport.jdbc.query.KeyConditions;
import dev.sallyport.jdbc.query.KeySummaryQuery;
import dev.sallyport.jdbc.query.Micros;
import dev.sallyport.jdbc.statement.Row;
import dev.sallyport.jdbc.statement.Transactions;
import dev.sallyport.jdbc.statement.Values;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.KeySummary;
import dev.sallyport.key.KeyWithOwnerStatus;
import dev.sallyport.key.Owner;
import dev.sallyport.key.OwnerStatus;
import dev.sallyport.key.Page;
import dev.sallyport.spi.ApiKeyQuery;
import dev.sallyport.spi.ApiKeyStore;
import dev.sallyport.spi.KeyChanges;
import dev.sallyport.spi.KeyChanges.Limit;
import dev.sallyport.spi.KeyChanges.Outcome;
import dev.sallyport.spi.StoreException;
import dev.sallyport.spi.StoreSetupException;
import dev.sallyport.spi.SummaryQuery;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * API key store on the table {@code sallyport_key}, on plain JDBC.
 *
 * <p>Every call runs in its own transaction on its own connection, unless the host has a
 * transaction to take part in. The caller keeps ownership of the {@code DataSource}. Messages and
 * causes of a {@link StoreException} contain neither lookup ids nor digests. Thread-safe.
 */
final class JdbcApiKeyStore implements ApiKeyStore {
  private static final int MAX_LOOKUPS = 1000;
  private static final int MAX_USES = 128;

  /** One attempt suffices unless the row is deleted concurrently. */
  private static final int MAX_LOCK_INSERTS = 5;

  private static final String KEYS = "select " + KeyRow.COLUMNS + " from sallyport_key k";
  private static final String KEYS_WITH_OWNERS =
      "select "
          + KeyRow.COLUMNS
          + ", a.active account_active, u.active user_active, u.staff user_staff,"
          + " u.incarnation user_incarnation from sallyport_key k"
          + KeyConditions.OWNERS;

  private final Transactions transactions;
  private final boolean keepsOwners;

  /**
   * Creates a store.
   *
   * @param keepsOwners whether owners are stored in the same database, so that a key and its
   *     owner's status are read in one query
   */
  JdbcApiKeyStore(Transactions transactions, boolean keepsOwners) {
    this.transactions = transactions;
    this.keepsOwners = keepsOwners;
  }

  @Override
  public Optional<KeyWithOwnerStatus> findByLookup(String lookup) {
    return find("find a key by its lookup", Set.of(lookup)).stream().findFirst();
  }

  @Override
  public List<KeyWithOwnerStatus> findByLookups(Collection<String> lookups) {
    Set<String> distinct = Set.copyOf(lookups);
    if (distinct.size() > MAX_LOOKUPS) {
      throw new IllegalArgumentException(
          "Too many lookup ids: %d, expected at most %d".formatted(distinct.size(), MAX_LOOKUPS));
    }
    return distinct.isEmpty() ? List.of() : find("find keys by their lookups", distinct);
  }

  private List<KeyWithOwnerStatus> find(String doing, Set<String> lookups) {
    String sql = keysToJudge() + " where k.lookup_id in (:lookups)";
    // Filter again: a host may have created the column with a more liberal collation than
    // Sallyport's scripts.
    return transactions
        .read(doing, session -> session.query(sql, Map.of("lookups", lookups), this::found))
        .stream()
        .filter(found -> lookups.contains(found.key().lookup()))
        .toList();
  }

  /** Returns the statement that reads what decides whether keys can be used. */
  private String keysToJudge() {
    return keepsOwners ? KEYS_WITH_OWNERS : KEYS;
  }

  private KeyWithOwnerStatus found(Row row) throws SQLException {
    ApiKey key = KeyRow.key(row);
    return keepsOwners
        ? new KeyWithOwnerStatus(key, status(row))
        : KeyWithOwnerStatus.withoutOwner(key);
  }

  private static OwnerStatus status(Row row) throws SQLException {
    Boolean accountActive = row.nullableFlag("account_active");
    Boolean userActive = row.nullableFlag("user_active");
    return accountActive == null || userActive == null
        ? OwnerStatus.ABSENT
        : new OwnerStatus(
            accountActive,
            userActive,
            row.flag("user_staff"),
            row.nullableText("user_incarnation"));
  }

  @Override
  public Optional<ApiKey> findById(UUID id) {
    return findByIds(Set.of(id)).stream().findFirst();
  }

  @Override
  public List<ApiKey> findByIds(Collection<UUID> ids) {
    return findWithOwners(ids).stream().map(KeyWithOwnerStatus::key).toList();
  }

  @Override
  public List<KeyWithOwnerStatus> findWithOwners(Collection<UUID> ids) {
    List<String> texts = ids.stream().distinct().map(UUID::toString).sorted().toList();
    String sql = keysToJudge() + " where k.id in (:ids)";
    return texts.isEmpty()
        ? List.of()
        : transactions.read(
            "find keys by their ids",
            session -> session.query(sql, Map.of("ids", texts), this::found));
  }

  @Override
  public Page<ApiKey> list(ApiKeyQuery query) {
    KeyConditions conditions = new KeyConditions(keepsOwners);
    String where = conditions.from(query.filter()) + " where " + conditions.of(query.filter());
    String sql =
        "select %s%s%s limit :size offset :offset"
            .formatted(KeyRow.COLUMNS, where, KeyConditions.orderBy(query.order()));
    String count =
        "select count(*) from (select 1 as found%s limit %d) c"
            .formatted(
                where + KeyConditions.countOrder(query.filter()), ApiKeyQuery.MAX_COUNTED + 1);
    Map<String, Object> parameters = new HashMap<>(conditions.parameters());
    parameters.put("size", query.size());
    parameters.put("offset", query.offset());
    return transactions.run(
        "list keys",
        session -> {
          List<ApiKey> keys = session.query(sql, parameters, KeyRow::key);
          return KeyConditions.page(
              query, keys, () -> session.number(count, conditions.parameters()));
        });
  }

  @Override
  public KeySummary summary(SummaryQuery query) {
    KeyConditions conditions = new KeyConditions(keepsOwners);
    String sql = KeySummaryQuery.text(query, conditions);
    return transactions.read(
        "count keys",
        session ->
            session
                .first(
                    sql,
                    conditions.parameters(),
                    row -> {
                      @Nullable Object[] sums = new Object[KeySummaryQuery.COLUMNS];
                      for (int i = 0; i < sums.length; i++) {
                        sums[i] = row.numberAt(i + 1);
                      }
                      return KeySummaryQuery.summary(sums);
                    })
                .orElseThrow());
  }

  @Override
  public List<ApiKey> findExpired(Instant before, int limit) {
    return transactions.read(
        "find expired keys",
        session ->
            session.query(
                KEYS + " where k.expires_at < :before order by k.expires_at, k.id limit :count",
                Map.of("before", Micros.end(before), "count", limit),
                KeyRow::key));
  }

  @Override
  public Outcome apply(KeyChanges changes) {
    if (KeyChangeStatements.contradict(changes)) {
      return Outcome.CONFLICT;
    }
    Optional<Outcome> outcome = attempt(changes);
    for (int inserts = 0; outcome.isEmpty() && inserts < MAX_LOCK_INSERTS; inserts++) {
      insertOwnerLock(Objects.requireNonNull(changes.limit()).owner());
      outcome = attempt(changes);
    }
    return outcome.orElseThrow(
        () ->
            new StoreSetupException(
                "Could not update or insert the owner's row in sallyport_owner_lock: the database"
                    + " user needs the rights to insert and update all rows of this table. In a"
                    + " transaction of the host, roll it back and repeat it."));
  }

  /**
   * Applies the changes.
   *
   * @return the outcome; empty, with nothing changed, if the owner's lock row has to be inserted
   *     first
   */
  private Optional<Outcome> attempt(KeyChanges changes) {
    Limit limit = changes.limit();
    try {
      return transactions.run(
          "change keys",
          session -> {
            if (limit != null && !KeyChangeStatements.lockOwner(session, limit.owner())) {
              return Optional.empty();
            }
            Outcome outcome = new KeyChangeStatements(session, changes).write();
            if (outcome != Outcome.DONE) {
              session.undo();
            }
            return Optional.of(outcome);
          });
    } catch (StoreException e) {
      if (DatabaseFailure.isConstraintViolation(e)
          && changes.inserted().stream().anyMatch(this::exists)) {
        return Optional.of(Outcome.CONFLICT); // another transaction inserted it first
      }
      throw e;
    }
  }

  private boolean exists(ApiKey key) {
    return transactions.read("look for a key", session -> KeyChangeStatements.exists(session, key));
  }

  private void insertOwnerLock(Owner owner) {
    Map<String, @Nullable Object> row =
        new Values().with("owner_name", owner.toString()).with("times_taken", 0L).toMap();
    try {
      transactions.run(
          "insert the lock of an owner",
          session -> {
            session.insert("sallyport_owner_lock", List.of(row));
            return true;
          });
    } catch (StoreException e) {
      if (!DatabaseFailure.isConstraintViolation(e)) {
        throw e;
      }
      // another transaction inserted the row first
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>Large maps are recorded in several transactions. If one fails, the transactions before it
   * stay committed. Calling again with the same uses is harmless.
   */
  @Override
  public void recordUse(Map<UUID, Instant> lastUses) {
    // All nodes update rows in the order of their ids, so that they do not deadlock.
    List<Map<String, Object>> uses =
        lastUses.entrySet().stream()
            .map(
                use ->
                    Map.<String, Object>of(
                        "id", use.getKey().toString(), "at", Micros.of(use.getValue())))
            .sorted(comparing(use -> String.valueOf(use.get("id"))))
            .toList();
    for (int from = 0; from < uses.size(); from += MAX_USES) {
      List<Map<String, Object>> some = uses.subList(from, Math.min(from + MAX_USES, uses.size()));
      transactions.run(
          "record when keys were last used",
          session ->
              session.updateEach(
                  "update sallyport_key set last_used_at = :at where id = :id"
                      + " and (last_used_at is null or last_used_at < :at)",
                  some));
    }
  }
}

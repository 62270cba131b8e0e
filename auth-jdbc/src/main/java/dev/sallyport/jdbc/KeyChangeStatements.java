package dev.sallyport.jdbc;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.joining;

import dev.sallyport.jdbc.query.KeyConditions;
import dev.sallyport.jdbc.statement.Session;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.Owner;
import dev.sallyport.spi.ApiKeyFilter;
import dev.sallyport.spi.KeyChanges;
import dev.sallyport.spi.KeyChanges.Limit;
import dev.sallyport.spi.KeyChanges.Outcome;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Statements that change keys within one transaction.
 *
 * <p>All transactions take locks in the same order: the owner's lock, deleted and replaced keys by
 * id, the end of the audit log. Reads follow after them.
 *
 * @param session the transaction
 * @param changes what to change
 */
record KeyChangeStatements(Session session, KeyChanges changes) {
  private static final String EXISTS =
      "select count(*) from sallyport_key where id = :id or lookup_id = :lookup_id";

  /**
   * Writes the changes.
   *
   * @return {@code DONE}, or another outcome after part of the changes, in which case the caller
   *     undoes them
   */
  Outcome write() throws SQLException {
    if (!delete() || !replace()) {
      return Outcome.CONFLICT;
    }
    AuditAppender audit = AuditAppender.lock(session, changes.records());
    for (ApiKey key : changes.inserted()) {
      if (exists(session, key)) {
        return Outcome.CONFLICT;
      }
    }
    session.insert("sallyport_key", byId(changes.inserted()).map(KeyRow::of).toList());
    Limit limit = changes.limit();
    if (limit != null && isExceeded(limit)) {
      return Outcome.LIMIT_REACHED;
    }
    audit.append();
    return Outcome.DONE;
  }

  /**
   * Waits for an owner's lock and holds it until the end of the transaction.
   *
   * @return false if there is no row for the owner yet
   */
  static boolean lockOwner(Session session, Owner owner) throws SQLException {
    return session.update(
            "update sallyport_owner_lock set times_taken = times_taken + 1"
                + " where owner_name = :owner",
            Map.of("owner", owner.toString()))
        == 1;
  }

  /**
   * Returns whether the changes contain a key twice, so that no order of execution could satisfy
   * them.
   */
  static boolean contradict(KeyChanges changes) {
    Set<Object> ids = new HashSet<>();
    Set<Object> lookups = new HashSet<>();
    return !Stream.of(changes.deleted(), changes.replaced(), changes.inserted())
        .flatMap(List::stream)
        .allMatch(key -> ids.add(key.id()) && lookups.add(key.lookup()));
  }

  /** Returns whether a key with the same id or lookup id exists. */
  static boolean exists(Session session, ApiKey key) throws SQLException {
    return session.number(EXISTS, Map.of("id", key.id().toString(), "lookup_id", key.lookup())) > 0;
  }

  private boolean delete() throws SQLException {
    return session.updateEach(
        "delete from sallyport_key where id = :id and version = :version",
        byId(changes.deleted())
            .map(key -> Map.of("id", key.id().toString(), "version", key.version()))
            .toList());
  }

  private boolean replace() throws SQLException {
    if (changes.replaced().isEmpty()) {
      return true;
    }
    String assignments =
        KeyRow.changeable(changes.replaced().get(0)).toMap().keySet().stream()
            .map(column -> column + " = :" + column)
            .collect(joining(", "));
    return session.updateEach(
        "update sallyport_key set %s, version = :next where id = :id and version = :version"
            .formatted(assignments),
        byId(changes.replaced())
            .map(
                key ->
                    KeyRow.changeable(key)
                        .with("next", key.version() + 1)
                        .with("id", key.id().toString())
                        .with("version", key.version())
                        .toMap())
            .toList());
  }

  private boolean isExceeded(Limit limit) throws SQLException {
    ApiKeyFilter ofOwner =
        ApiKeyFilter.ALL
            .with(ApiKeyFilter.ACCOUNT, limit.owner().accountId())
            .with(ApiKeyFilter.USER, limit.owner().userId())
            .with(ApiKeyFilter.VALID_AT, limit.validAt());
    KeyConditions conditions = new KeyConditions(false);
    String where = conditions.of(ofOwner);
    return session.number(
            "select count(*)" + conditions.from(ofOwner) + " where " + where,
            conditions.parameters())
        > limit.keys();
  }

  private static Stream<ApiKey> byId(List<ApiKey> keys) {
    return keys.stream().sorted(comparing(key -> key.id().toString()));
  }
}

package dev.sallyport.jdbc;

import dev.sallyport.jdbc.statement.Row;
import dev.sallyport.jdbc.statement.Session;
import dev.sallyport.jdbc.statement.Transactions;
import dev.sallyport.jdbc.statement.Values;
import dev.sallyport.key.InvalidValueException;
import dev.sallyport.key.Owner;
import dev.sallyport.key.OwnerStatus;
import dev.sallyport.session.FoundSession;
import dev.sallyport.session.SessionStore;
import dev.sallyport.session.StoredSession;
import dev.sallyport.spi.OwnerRegistry.UserInAccount;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Store of sessions on the table {@code sallyport_session}, on plain JDBC. Thread-safe. */
final class JdbcSessionStore implements SessionStore {
  private static final String OF_DIGEST = " where digest = :digest";
  private static final String OF_OWNER = " where account_id = :account_id and user_id = :user_id";

  private static final String WITH_USER =
      "select s.*, u.kind, u.email, u.active, u.staff, u.password_hash, u.incarnation,"
          + " a.name account_name, a.active account_active from sallyport_session s"
          + " left join sallyport_user u on u.account_id = s.account_id and u.user_id = s.user_id"
          + " left join sallyport_account a on a.account_id = u.account_id"
          + OF_DIGEST;

  private final Transactions transactions;
  private final boolean withUsers;

  /**
   * Creates a store.
   *
   * @param withUsers whether users are stored in this database too
   */
  JdbcSessionStore(Transactions transactions, boolean withUsers) {
    this.transactions = transactions;
    this.withUsers = withUsers;
  }

  @Override
  public Optional<FoundSession> find(String digest) {
    return transactions.read(
        "find a session",
        session ->
            session
                .first(
                    withUsers ? WITH_USER : "select * from sallyport_session" + OF_DIGEST,
                    Map.of("digest", digest),
                    this::ifReadable)
                .flatMap(Function.identity()));
  }

  private Optional<FoundSession> ifReadable(Row row) throws SQLException {
    try {
      return Optional.of(found(row));
    } catch (InvalidValueException | NullPointerException e) { // null: a zero date of MariaDB
      return FoundSession.unreadable(e);
    }
  }

  private FoundSession found(Row row) throws SQLException {
    StoredSession session = stored(row);
    if (!withUsers) {
      return FoundSession.withoutUser(session);
    }
    if (row.nullableText("kind") == null) {
      return new FoundSession(session, OwnerStatus.ABSENT, null);
    }
    UserInAccount user = JdbcOwnerRegistry.userInAccount(row);
    return new FoundSession(session, user.profile().status(), user.user().passwordVersion());
  }

  @Override
  public void add(StoredSession added, int max) {
    boolean unused = transactions.run("add a session", session -> add(session, added, max));
  }

  @Override
  public boolean replace(String digest, StoredSession added, int max) {
    return transactions.change(
        "replace a session",
        session -> remove(session, List.of(digest)) && add(session, added, max));
  }

  private static boolean add(Session session, StoredSession added, int max) throws SQLException {
    Map<String, @Nullable Object> row = row(added);
    session.insert("sallyport_session", List.of(row));
    List<String> others =
        session.query(
            "select digest from sallyport_session"
                + OF_OWNER
                + " and digest <> :digest order by last_used_at desc, digest",
            row,
            it -> it.text("digest"));
    remove(session, others.stream().skip(max - 1L).toList());
    return true;
  }

  @Override
  public void recordUse(String digest, Instant at) {
    change(
        "record the use of a session",
        "update sallyport_session set last_used_at = :at" + OF_DIGEST + " and last_used_at < :at",
        Map.of("digest", digest, "at", at));
  }

  @Override
  public void setMessage(String digest, String message) {
    change(
        "set the message of a session",
        "update sallyport_session set message = :message" + OF_DIGEST,
        Map.of("digest", digest, "message", StoredSession.requireMessage(message)));
  }

  @Override
  public boolean removeMessage(String digest, String message) {
    return change(
            "remove the message of a session",
            "update sallyport_session set message = ''" + OF_DIGEST + " and message = :message",
            Map.of("digest", digest, "message", message))
        == 1;
  }

  @Override
  public void remove(Collection<String> digests) {
    boolean unused = transactions.run("remove sessions", session -> remove(session, digests));
  }

  private static boolean remove(Session session, Collection<String> digests) throws SQLException {
    return !digests.isEmpty()
        && session.update(
                "delete from sallyport_session where digest in (:digests)",
                Map.of("digests", digests))
            > 0;
  }

  @Override
  public void removeAll(Owner owner) {
    change(
        "remove the sessions of a user",
        "delete from sallyport_session" + OF_OWNER,
        Map.of("account_id", owner.accountId(), "user_id", owner.userId()));
  }

  @Override
  public int removeEnded(Instant now) {
    return change(
        "remove ended sessions",
        "delete from sallyport_session where ends_at <= :now",
        Map.of("now", now));
  }

  private int change(String doing, String sql, Map<String, ?> parameters) {
    return transactions.run(doing, session -> session.update(sql, parameters));
  }

  private static StoredSession stored(Row row) throws SQLException {
    return new StoredSession(
        row.text("digest"),
        new Owner(row.text("account_id"), row.text("user_id")),
        row.text("password_version"),
        row.instant("started_at"),
        row.instant("confirmed_at"),
        row.instant("last_used_at"),
        row.instant("ends_at"),
        row.text("message"));
  }

  private static Map<String, @Nullable Object> row(StoredSession session) {
    return new Values()
        .with("digest", session.digest())
        .with("account_id", session.owner().accountId())
        .with("user_id", session.owner().userId())
        .with("password_version", session.passwordVersion())
        .with("started_at", session.startedAt())
        .with("confirmed_at", session.confirmedAt())
        .with("last_used_at", session.lastUsedAt())
        .with("ends_at", session.endsAt())
        .with("message", session.message())
        .toMap();
  }
}

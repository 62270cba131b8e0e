package dev.sallyport.jpa;

import static java.util.Objects.requireNonNull;

import dev.sallyport.jpa.entity.AccountEntity;
import dev.sallyport.jpa.entity.SessionEntity;
import dev.sallyport.jpa.entity.UserEntity;
import dev.sallyport.jpa.unit.Transactions;
import dev.sallyport.key.InvalidValueException;
import dev.sallyport.key.Owner;
import dev.sallyport.key.OwnerStatus;
import dev.sallyport.session.FoundSession;
import dev.sallyport.session.SessionStore;
import dev.sallyport.session.StoredSession;
import dev.sallyport.spi.OwnerRegistry.UserInAccount;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Store of sessions on the table {@code sallyport_session}. Thread-safe. */
final class JpaSessionStore implements SessionStore {
  private static final String OF_DIGEST = " where s.digest = :digest";
  private static final String OF_OWNER = " where s.accountId = :accountId and s.userId = :userId";

  private static final String WITH_USER =
      "select s, u, a from SallyportSession s"
          + " left join SallyportUser u on (u.accountId = s.accountId and u.userId = s.userId)"
          + " left join SallyportAccount a on a.accountId = u.accountId"
          + OF_DIGEST;

  private final Transactions transactions;
  private final boolean withUsers;

  /**
   * Creates a store.
   *
   * @param withUsers whether users are stored in this unit too
   */
  JpaSessionStore(Transactions transactions, boolean withUsers) {
    this.transactions = transactions;
    this.withUsers = withUsers;
  }

  /** Finds by a query: {@code find()} could return a stale entity from the host's cache. */
  @Override
  public Optional<FoundSession> find(String digest) {
    try {
      return withUsers
          ? first(WITH_USER, Object[].class, digest).map(JpaSessionStore::found)
          : first("select s from SallyportSession s" + OF_DIGEST, SessionEntity.class, digest)
              .map(row -> FoundSession.withoutUser(row.toSession()));
    } catch (InvalidValueException | NullPointerException e) { // null: a zero date of MariaDB
      return FoundSession.unreadable(e);
    }
  }

  private <T> Optional<T> first(String query, Class<T> type, String digest) {
    return transactions.read(
        "find a session",
        entityManager ->
            entityManager
                .createQuery(query, type)
                .setParameter("digest", digest)
                .getResultList()
                .stream()
                .findFirst());
  }

  private static FoundSession found(@Nullable Object[] row) {
    StoredSession session = ((SessionEntity) requireNonNull(row[0])).toSession();
    if (!(row[1] instanceof UserEntity user && row[2] instanceof AccountEntity account)) {
      return new FoundSession(session, OwnerStatus.ABSENT, null);
    }
    UserInAccount found = new UserInAccount(account.toAccount(), user.toUser());
    return new FoundSession(session, found.profile().status(), found.user().passwordVersion());
  }

  @Override
  public void add(StoredSession session, int max) {
    boolean unused = transactions.run("add a session", it -> add(it, session, max));
  }

  @Override
  public boolean replace(String digest, StoredSession session, int max) {
    return transactions.run(
        "replace a session", it -> remove(it, List.of(digest)) && add(it, session, max));
  }

  private static boolean add(EntityManager entityManager, StoredSession session, int max) {
    entityManager.persist(SessionEntity.of(session));
    entityManager.flush();
    List<String> others =
        entityManager
            .createQuery(
                "select s.digest from SallyportSession s"
                    + OF_OWNER
                    + " and s.digest <> :digest order by s.lastUsedAt desc, s.digest",
                String.class)
            .setParameter("accountId", session.owner().accountId())
            .setParameter("userId", session.owner().userId())
            .setParameter("digest", session.digest())
            .getResultList();
    remove(entityManager, others.stream().skip(max - 1L).toList());
    return true;
  }

  @Override
  public void recordUse(String digest, Instant at) {
    change(
        "record the use of a session",
        "update SallyportSession s set s.lastUsedAt = :at" + OF_DIGEST + " and s.lastUsedAt < :at",
        Map.of("digest", digest, "at", at));
  }

  @Override
  public void setMessage(String digest, String message) {
    change(
        "set the message of a session",
        "update SallyportSession s set s.message = :message" + OF_DIGEST,
        Map.of("digest", digest, "message", StoredSession.requireMessage(message)));
  }

  @Override
  public boolean removeMessage(String digest, String message) {
    return change(
            "remove the message of a session",
            "update SallyportSession s set s.message = ''"
                + OF_DIGEST
                + " and s.message = :message",
            Map.of("digest", digest, "message", message))
        == 1;
  }

  @Override
  public void remove(Collection<String> digests) {
    boolean unused = transactions.run("remove sessions", it -> remove(it, digests));
  }

  private static boolean remove(EntityManager entityManager, Collection<String> digests) {
    return !digests.isEmpty()
        && entityManager
                .createQuery("delete from SallyportSession s where s.digest in :digests")
                .setParameter("digests", digests)
                .executeUpdate()
            > 0;
  }

  @Override
  public void removeAll(Owner owner) {
    change(
        "remove the sessions of a user",
        "delete from SallyportSession s" + OF_OWNER,
        Map.of("accountId", owner.accountId(), "userId", owner.userId()));
  }

  @Override
  public int removeEnded(Instant now) {
    return change(
        "remove ended sessions",
        "delete from SallyportSession s where s.endsAt <= :now",
        Map.of("now", now));
  }

  private int change(String doing, String statement, Map<String, ?> parameters) {
    return transactions.run(
        doing,
        entityManager -> {
          Query query = entityManager.createQuery(statement);
          parameters.forEach(query::setParameter);
          return query.executeUpdate();
        });
  }
}

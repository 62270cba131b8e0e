package dev.sallyport.auth.jpa;

import dev.sallyport.auth.spi.OwnerStatus;
import dev.sallyport.auth.spi.StoredToken;
import jakarta.persistence.EntityManager;
import java.util.Optional;

/** The one query of a request. */
@FunctionalInterface
interface LookupQuery {
  Optional<StoredToken> find(EntityManager entityManager, String lookup);

  /** Reads keys only; for hosts with users of their own. */
  static LookupQuery ofKeys() {
    return (entityManager, lookup) ->
        entityManager
            .createQuery("select k from SallyportKey k where k.lookup = :lookup", KeyEntity.class)
            .setParameter("lookup", new Hidden(lookup))
            .getResultList()
            .stream()
            .findFirst()
            .map(KeyEntity::toKey)
            .map(StoredToken::withoutOwner);
  }

  /**
   * Reads a key together with what its owner may do; {@link OwnerStatus#ABSENT} if there is none.
   */
  static LookupQuery ofKeysWithOwners() {
    return (entityManager, lookup) ->
        entityManager
            .createQuery(
                "select k, a.active, u.active, u.staff from SallyportKey k"
                    + " left join SallyportUser u"
                    + " on u.username = k.username and u.accountNumber = k.accountNumber"
                    + " left join SallyportAccount a on a.accountNumber = u.accountNumber"
                    + " where k.lookup = :lookup",
                Object[].class)
            .setParameter("lookup", new Hidden(lookup))
            .getResultList()
            .stream()
            .findFirst()
            .map(row -> new StoredToken(((KeyEntity) row[0]).toKey(), status(row)));
  }

  private static OwnerStatus status(Object[] row) {
    boolean isThere = row[1] != null && row[2] != null;
    return isThere
        ? new OwnerStatus((Boolean) row[1], (Boolean) row[2], (Boolean) row[3])
        : OwnerStatus.ABSENT;
  }
}

package dev.sallyport.jpa.statement;

import dev.sallyport.jdbc.query.KeyConditions;
import dev.sallyport.jpa.entity.KeyEntity;
import dev.sallyport.jpa.entity.RedactedString;
import dev.sallyport.key.KeyWithOwnerStatus;
import dev.sallyport.key.OwnerStatus;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Query for keys and what decides whether they can be used, by lookup ids or by ids. */
public final class LookupQuery<R> {
  /** Maximum number of lookup ids per query. */
  public static final int MAX_LOOKUPS = 1000;

  private static final List<Integer> SIZES = List.of(1, 4, 16, 64, 256, 512, MAX_LOOKUPS);

  private final String selection;
  private final PaddedQuery query;
  private final Class<R> rowType;
  private final Function<R, KeyWithOwnerStatus> reading;

  private LookupQuery(String selection, Class<R> rowType, Function<R, KeyWithOwnerStatus> reading) {
    this.selection = selection;
    this.query = new PaddedQuery(SIZES, size -> selection + " where k.lookup " + isOneOf(size));
    this.rowType = rowType;
    this.reading = reading;
  }

  /** Returns a query of keys only, for hosts with their own users. */
  public static LookupQuery<?> ofKeys() {
    return new LookupQuery<>(
        "select k from SallyportKey k",
        KeyEntity.class,
        row -> KeyWithOwnerStatus.withoutOwner(row.toKey()));
  }

  /**
   * Returns a query of keys and the status of their owners, {@link OwnerStatus#ABSENT} if there is
   * no owner.
   */
  public static LookupQuery<?> ofKeysWithOwners() {
    return new LookupQuery<>(
        "select k, a.active, u.active, u.staff, u.incarnation, a.accountId, u.userId"
            + " from SallyportKey k"
            + Jpql.of(KeyConditions.OWNERS),
        Object[].class,
        row -> new KeyWithOwnerStatus(((KeyEntity) row[0]).toKey(), status(row)));
  }

  /**
   * Finds the keys with the given lookup ids, in any order. Lookup ids without a key are omitted.
   *
   * @param lookups 1 to {@value #MAX_LOOKUPS}
   */
  public List<KeyWithOwnerStatus> find(EntityManager entityManager, Set<String> lookups) {
    List<String> padded = query.padded(List.copyOf(lookups));
    TypedQuery<R> typed = entityManager.createQuery(query.text(padded), rowType);
    for (int place = 0; place < padded.size(); place++) {
      typed.setParameter("lookup" + place, new RedactedString(padded.get(place)));
    }
    return typed.getResultList().stream().map(reading).toList();
  }

  /** Finds the keys with the given ids, in any order. Ids without a key are omitted. */
  public List<KeyWithOwnerStatus> findByIds(EntityManager entityManager, List<String> ids) {
    return entityManager
        .createQuery(selection + " where k.id in :ids", rowType)
        .setParameter("ids", ids)
        .getResultList()
        .stream()
        .map(reading)
        .toList();
  }

  /** For a list, even with one element, H2 would create a new plan each time. */
  private static String isOneOf(int size) {
    return size == 1 ? "= :lookup0" : "in " + PaddedQuery.places("lookup", size);
  }

  private static OwnerStatus status(Object[] row) {
    boolean isThere = row[5] != null && row[6] != null; // EclipseLink reads a missing flag as false
    return isThere
        ? new OwnerStatus((Boolean) row[1], (Boolean) row[2], (Boolean) row[3], (String) row[4])
        : OwnerStatus.ABSENT;
  }
}

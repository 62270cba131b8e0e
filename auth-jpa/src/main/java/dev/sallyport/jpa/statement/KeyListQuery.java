package dev.sallyport.jpa.statement;

import dev.sallyport.jdbc.query.KeyConditions;
import dev.sallyport.jpa.entity.KeyEntity;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.Page;
import dev.sallyport.spi.ApiKeyFilter;
import dev.sallyport.spi.ApiKeyQuery;
import jakarta.persistence.EntityManager;
import java.util.List;

/** Translation of an {@link ApiKeyQuery} to JPQL. */
public final class KeyListQuery {
  private KeyListQuery() {}

  /**
   * Returns a page of keys and the total number of matching keys.
   *
   * @param keepsOwners whether owners are stored beside the keys
   */
  public static Page<ApiKey> page(
      EntityManager entityManager, ApiKeyQuery query, boolean keepsOwners) {
    KeyConditions conditions = new KeyConditions(keepsOwners);
    String text =
        "select k" + where(conditions, query.filter()) + KeyConditions.orderBy(query.order());
    List<KeyEntity> rows =
        Jpql.query(entityManager, text, KeyEntity.class, conditions.parameters())
            .setFirstResult(query.offset())
            .setMaxResults(query.size())
            .getResultList();
    return KeyConditions.page(
        query,
        rows.stream().map(KeyEntity::toKey).toList(),
        () -> countUpTo(entityManager, query.filter(), keepsOwners));
  }

  /** Reads a column of each, because JPQL cannot limit a subquery. */
  private static long countUpTo(
      EntityManager entityManager, ApiKeyFilter filter, boolean keepsOwners) {
    KeyConditions conditions = new KeyConditions(keepsOwners);
    String text = "select k.id" + where(conditions, filter) + KeyConditions.countOrder(filter);
    return Jpql.query(entityManager, text, String.class, conditions.parameters())
        .setMaxResults(ApiKeyQuery.MAX_COUNTED + 1)
        .getResultList()
        .size();
  }

  /** Counts keys by conditions on the keys alone. */
  static long count(EntityManager entityManager, ApiKeyFilter filter) {
    KeyConditions conditions = new KeyConditions(false);
    String text = "select count(k)" + where(conditions, filter);
    return Jpql.query(entityManager, text, Long.class, conditions.parameters()).getSingleResult();
  }

  private static String where(KeyConditions conditions, ApiKeyFilter filter) {
    return conditions.from(filter) + " where " + conditions.of(filter);
  }
}

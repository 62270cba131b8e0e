package dev.sallyport.jpa.statement;

import dev.sallyport.jpa.entity.KeyEntity;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.Page;
import dev.sallyport.spi.ApiKeyFilter;
import dev.sallyport.spi.ApiKeyQuery;
import dev.sallyport.spi.ApiKeySort;
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
    String text = "select k" + where(conditions, query.filter()) + orderBy(query.order());
    List<KeyEntity> rows =
        conditions
            .set(entityManager.createQuery(text, KeyEntity.class))
            .setFirstResult(query.offset())
            .setMaxResults(query.size())
            .getResultList();
    boolean isWhole = query.page() == 0 && rows.size() < query.size();
    return new Page<>(
        rows.stream().map(KeyEntity::toKey).toList(),
        isWhole ? rows.size() : count(entityManager, query.filter(), keepsOwners));
  }

  /** Counts keys by conditions on the keys alone. */
  static long count(EntityManager entityManager, ApiKeyFilter filter) {
    return count(entityManager, filter, false);
  }

  private static long count(EntityManager entityManager, ApiKeyFilter filter, boolean keepsOwners) {
    KeyConditions conditions = new KeyConditions(keepsOwners);
    String text = "select count(k)" + where(conditions, filter);
    return conditions.set(entityManager.createQuery(text, Long.class)).getSingleResult();
  }

  private static String where(KeyConditions conditions, ApiKeyFilter filter) {
    return conditions.from(filter) + " where " + conditions.of(filter);
  }

  private static String orderBy(ApiKeySort order) {
    String direction = order.descending() ? " desc" : "";
    String keys =
        switch (order.by()) {
          case CREATED -> "k.createdAt" + direction;
          case NAME -> "lower(k.name)" + direction;
          case OWNER -> "k.accountId" + direction + ", k.userId" + direction;
          case LAST_USED -> nullsLast("k.lastUsedAt") + direction;
          case EXPIRY -> nullsLast("k.expiresAt") + direction;
        };
    return " order by " + keys + ", k.id";
  }

  /** Jakarta Persistence supports {@code nulls last} only since 3.2. */
  private static String nullsLast(String attribute) {
    return "case when %1$s is null then 1 else 0 end, %1$s".formatted(attribute);
  }
}

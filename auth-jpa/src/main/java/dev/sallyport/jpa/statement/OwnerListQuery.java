package dev.sallyport.jpa.statement;

import dev.sallyport.jdbc.query.OwnerConditions;
import dev.sallyport.key.Page;
import dev.sallyport.spi.OwnerQuery;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.function.Function;

/** Translation of an {@link OwnerQuery} to JPQL. */
public final class OwnerListQuery {
  private OwnerListQuery() {}

  /**
   * Returns a page and the total number of matching rows.
   *
   * @param type the entity that the conditions are about
   */
  public static <E, T> Page<T> page(
      EntityManager entityManager,
      OwnerQuery query,
      OwnerConditions conditions,
      Class<E> type,
      Function<E, T> reading) {
    String text = "select o" + conditions.from() + conditions.orderBy();
    List<E> rows =
        Jpql.query(entityManager, text, type, conditions.parameters())
            .setFirstResult(query.offset())
            .setMaxResults(query.size())
            .getResultList();
    boolean isWhole = query.page() == 0 && rows.size() < query.size();
    long total =
        isWhole
            ? rows.size()
            : Jpql.query(
                    entityManager,
                    "select count(o)" + conditions.from(),
                    Long.class,
                    conditions.parameters())
                .getSingleResult();
    return new Page<>(rows.stream().map(reading).toList(), total);
  }
}

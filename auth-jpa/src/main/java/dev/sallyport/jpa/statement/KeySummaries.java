package dev.sallyport.jpa.statement;

import dev.sallyport.jdbc.query.KeyConditions;
import dev.sallyport.jdbc.query.KeySummaryQuery;
import dev.sallyport.key.KeySummary;
import dev.sallyport.spi.SummaryQuery;
import jakarta.persistence.EntityManager;

/** Counting of keys by a single JPQL statement. */
public final class KeySummaries {
  private KeySummaries() {}

  /**
   * Returns the counts of a summary.
   *
   * @param keepsOwners whether owners are stored beside the keys
   */
  public static KeySummary summary(
      EntityManager entityManager, SummaryQuery query, boolean keepsOwners) {
    KeyConditions conditions = new KeyConditions(keepsOwners);
    String text = KeySummaryQuery.text(query, conditions);
    return KeySummaryQuery.summary(
        Jpql.query(entityManager, text, Object[].class, conditions.parameters()).getSingleResult());
  }
}

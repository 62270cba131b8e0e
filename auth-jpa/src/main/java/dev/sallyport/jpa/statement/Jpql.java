package dev.sallyport.jpa.statement;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * JPQL for the conditions that all stores share. Entities and attributes are named like tables and
 * columns, in camel case.
 */
final class Jpql {
  private static final Pattern WORD = Pattern.compile("_([a-z])");

  private Jpql() {}

  /** Returns the JPQL of an SQL text, which contains no values. */
  static String of(String sql) {
    return WORD.matcher(sql.replace("sallyport_", "Sallyport_"))
        .replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT));
  }

  /** Creates a query in JPQL from an SQL text and its parameters. */
  static <T> TypedQuery<T> query(
      EntityManager entityManager, String sql, Class<T> type, Map<String, Object> parameters) {
    TypedQuery<T> query = entityManager.createQuery(of(sql), type);
    parameters.forEach(query::setParameter);
    return query;
  }
}

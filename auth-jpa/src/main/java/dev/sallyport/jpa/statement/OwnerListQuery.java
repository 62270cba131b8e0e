package dev.sallyport.jpa.statement;

import static java.util.stream.Collectors.joining;

import dev.sallyport.key.Page;
import dev.sallyport.spi.OwnerQuery;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Translation of an {@link OwnerQuery} to JPQL. Client values are passed as parameters only.
 *
 * @param entity the entity name in JPQL
 * @param type the entity class
 * @param keys the attributes to sort by, of which the first is searched
 * @param other another attribute to search
 */
public record OwnerListQuery<E>(String entity, Class<E> type, List<String> keys, String other) {
  /** Returns a page and the total number of matching rows. */
  public <T> Page<T> page(EntityManager entityManager, OwnerQuery query, Function<E, T> reading) {
    Map<String, Object> parameters = new HashMap<>();
    String from = " from " + entity + " o where " + conditions(query, parameters);
    String order = keys.stream().map(key -> "o." + key).collect(joining(", ", " order by ", ""));
    List<E> rows =
        set(entityManager.createQuery("select o" + from + order, type), parameters)
            .setFirstResult(query.offset())
            .setMaxResults(query.size())
            .getResultList();
    boolean isWhole = query.page() == 0 && rows.size() < query.size();
    long total =
        isWhole
            ? rows.size()
            : set(entityManager.createQuery("select count(o)" + from, Long.class), parameters)
                .getSingleResult();
    return new Page<>(rows.stream().map(reading).toList(), total);
  }

  private String conditions(OwnerQuery query, Map<String, Object> parameters) {
    List<String> conditions = new ArrayList<>(List.of("1 = 1"));
    if (query.accountId() != null) {
      conditions.add("o.accountId = :account");
      parameters.put("account", query.accountId());
    }
    if (query.userId() != null) {
      conditions.add("o.userId = :user");
      parameters.put("user", query.userId());
    }
    if (query.text() != null) {
      conditions.add(text(query.text(), parameters));
    }
    return String.join(" and ", conditions);
  }

  /** Searches both foldings, as {@link KeyConditions} does. */
  private String text(String text, Map<String, Object> parameters) {
    Set<String> foldings =
        new TreeSet<>(
            List.of(text.toLowerCase(Locale.ROOT), KeyConditions.withAsciiLowerCase(text)));
    List<String> parts = new ArrayList<>();
    for (String folded : foldings) {
      String name = "t" + parameters.size();
      parameters.put(name, "%" + KeyConditions.escaped(folded) + "%");
      List.of(keys.get(0), other)
          .forEach(it -> parts.add("lower(o.%s) like :%s escape '!'".formatted(it, name)));
    }
    return "(" + String.join(" or ", parts) + ")";
  }

  private static <Q> TypedQuery<Q> set(TypedQuery<Q> query, Map<String, Object> parameters) {
    parameters.forEach(query::setParameter);
    return query;
  }
}

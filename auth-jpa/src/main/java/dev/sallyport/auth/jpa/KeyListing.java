package dev.sallyport.auth.jpa;

import dev.sallyport.auth.spi.Page;
import dev.sallyport.auth.spi.TokenQuery;
import dev.sallyport.auth.token.AuthToken;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A {@link TokenQuery} in JPQL; only parameters carry what somebody asked for. */
record KeyListing(String where, Map<String, Object> parameters, int offset, int size) {

  static KeyListing of(TokenQuery query) {
    List<String> conditions = new ArrayList<>(List.of("1 = 1"));
    Map<String, Object> parameters = new HashMap<>();
    query
        .accountNumber()
        .ifPresent(
            accountNumber -> {
              conditions.add("k.accountNumber = :accountNumber");
              parameters.put("accountNumber", accountNumber);
            });
    query
        .username()
        .ifPresent(
            username -> {
              conditions.add("k.username = :username");
              parameters.put("username", username);
            });
    query
        .active()
        .ifPresent(
            active -> {
              conditions.add("k.active = :active");
              parameters.put("active", active);
            });
    query
        .validAt()
        .ifPresent(
            instant -> {
              conditions.add("(k.expiresAt is null or k.expiresAt > :validAt)");
              parameters.put("validAt", instant.truncatedTo(ChronoUnit.MICROS));
            });
    return new KeyListing(
        " from SallyportKey k where " + String.join(" and ", conditions),
        parameters,
        query.offset(),
        query.size());
  }

  Page<AuthToken> page(EntityManager entityManager) {
    List<KeyEntity> rows =
        with(entityManager.createQuery(
                "select k" + where + " order by k.createdAt desc, k.id", KeyEntity.class))
            .setFirstResult(offset)
            .setMaxResults(size)
            .getResultList();
    return new Page<>(rows.stream().map(KeyEntity::toKey).toList(), count(entityManager));
  }

  /** How many there are on all pages. */
  long count(EntityManager entityManager) {
    return with(entityManager.createQuery("select count(k)" + where, Long.class)).getSingleResult();
  }

  private <T> TypedQuery<T> with(TypedQuery<T> query) {
    parameters.forEach(query::setParameter);
    return query;
  }
}

package dev.sallyport.jdbc.query;

import static java.util.stream.Collectors.joining;

import dev.sallyport.spi.OwnerQuery;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Translation of an {@link OwnerQuery} to SQL with named parameters, as in {@link KeyConditions}.
 *
 * @param from the {@code from} clause with the conditions
 * @param orderBy the {@code order by} clause
 * @param parameters the parameters by name
 */
public record OwnerConditions(String from, String orderBy, Map<String, Object> parameters) {
  /** Returns the conditions on accounts. */
  public static OwnerConditions ofAccounts(OwnerQuery query) {
    return of(query, "sallyport_account", List.of("account_id"), "name");
  }

  /** Returns the conditions on users. */
  public static OwnerConditions ofUsers(OwnerQuery query) {
    return of(query, "sallyport_user", List.of("user_id", "account_id"), "email");
  }

  private static OwnerConditions of(
      OwnerQuery query, String table, List<String> keys, String other) {
    Map<String, Object> parameters = new HashMap<>();
    List<String> conditions = new ArrayList<>(List.of("1 = 1"));
    if (query.accountId() != null) {
      conditions.add("o.account_id = :account");
      parameters.put("account", query.accountId());
    }
    if (query.userId() != null) {
      conditions.add("o.user_id = :user");
      parameters.put("user", query.userId());
    }
    if (query.text() != null) {
      List<String> parts = new ArrayList<>();
      for (String pattern : LikePattern.containing(query.text())) {
        String name = "t" + parameters.size();
        parameters.put(name, pattern);
        List.of(keys.get(0), other)
            .forEach(it -> parts.add("lower(o.%s) like :%s escape '!'".formatted(it, name)));
      }
      conditions.add("(" + String.join(" or ", parts) + ")");
    }
    return new OwnerConditions(
        " from " + table + " o where " + String.join(" and ", conditions),
        keys.stream().map(key -> "o." + key).collect(joining(", ", " order by ", "")),
        Map.copyOf(parameters));
  }
}

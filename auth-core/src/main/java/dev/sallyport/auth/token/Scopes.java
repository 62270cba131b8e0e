package dev.sallyport.auth.token;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * What scopes let one do.
 *
 * <p>A scope is a word of segments that colons set apart, such as {@code chat:read}. In a scope
 * that is held, {@code *} stands for any one segment and, at the end, for one or more; {@code *}
 * alone covers everything. Nothing else has a meaning: {@code chat} does not cover {@code
 * chat:read}, and a wildcard in what is required is an ordinary character that only a wildcard
 * covers.
 */
public final class Scopes {
  private static final String ANY = "*";

  private Scopes() {}

  /** Whether one of those held covers what is required. */
  public static boolean cover(Collection<String> held, String required) {
    return held.contains(required)
        || held.stream().anyMatch(scope -> scope.indexOf('*') >= 0 && covers(scope, required));
  }

  /** Whether those held cover everything that is required. */
  public static boolean coverAll(Collection<String> held, Collection<String> required) {
    return required.isEmpty() || required.stream().allMatch(scope -> cover(held, scope));
  }

  private static boolean covers(String held, String required) {
    List<String> pattern = segments(held);
    List<String> wanted = segments(required);
    int last = pattern.size() - 1;
    boolean isOpenEnded = pattern.get(last).equals(ANY);
    if (isOpenEnded ? wanted.size() <= last : wanted.size() != pattern.size()) {
      return false;
    }
    for (int i = 0; i < pattern.size(); i++) {
      if (!pattern.get(i).equals(ANY) && !pattern.get(i).equals(wanted.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static List<String> segments(String scope) {
    return Arrays.asList(scope.split(":", -1));
  }
}

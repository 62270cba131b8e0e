package dev.sallyport.key;

import java.util.Collection;

/**
 * Matching of scopes.
 *
 * <p>A scope consists of segments separated by colons, such as {@code chat:read}. In a granted
 * scope, {@code *} matches exactly one segment and, at the end, one or more segments; {@code *}
 * alone covers every scope. Nothing else is special: {@code chat} does not cover {@code chat:read},
 * and a wildcard in a required scope is an ordinary character that only a wildcard covers.
 *
 * <pre>{@code
 * boolean canRead = Scopes.cover(principal.scopes(), "chat:read");
 * }</pre>
 *
 * @since 0.1.0
 */
public final class Scopes {
  private Scopes() {}

  /** Returns whether one of the granted scopes covers a required scope. */
  public static boolean cover(Collection<String> held, String required) {
    if (held.contains(required)) {
      return true;
    }
    for (String scope : held) {
      if (scope.indexOf('*') >= 0 && covers(scope, required)) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether the granted scopes cover all required scopes. */
  public static boolean coverAll(Collection<String> held, Collection<String> required) {
    for (String scope : required) {
      if (!cover(held, scope)) {
        return false;
      }
    }
    return true;
  }

  /** Compares segment by segment without allocation, because it runs for every request. */
  private static boolean covers(String held, String required) {
    int start = 0;
    int requiredStart = 0;
    while (true) {
      int end = endOfSegment(held, start);
      int requiredEnd = endOfSegment(required, requiredStart);
      boolean isLast = end == held.length();
      boolean isAny = end - start == 1 && held.charAt(start) == '*';
      if (isAny && isLast) {
        return true;
      }
      if (!isAny && !isSame(held, start, end, required, requiredStart, requiredEnd)) {
        return false;
      }
      if (isLast || requiredEnd == required.length()) {
        return isLast && requiredEnd == required.length();
      }
      start = end + 1;
      requiredStart = requiredEnd + 1;
    }
  }

  private static int endOfSegment(String scope, int start) {
    int colon = scope.indexOf(':', start);
    return colon < 0 ? scope.length() : colon;
  }

  private static boolean isSame(String a, int start, int end, String b, int from, int to) {
    return end - start == to - from && a.regionMatches(start, b, from, to - from);
  }
}

package dev.sallyport.key;

import java.util.Collection;

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
  private Scopes() {}

  /** Whether one of those held covers what is required. */
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

  /** Whether those held cover everything that is required. */
  public static boolean coverAll(Collection<String> held, Collection<String> required) {
    for (String scope : required) {
      if (!cover(held, scope)) {
        return false;
      }
    }
    return true;
  }

  /** Segment by segment, on the spot: requests are held against it. */
  private static boolean covers(String held, String required) {
    int start = 0;
    int wanted = 0;
    while (true) {
      int end = endOfSegment(held, start);
      int wantedEnd = endOfSegment(required, wanted);
      boolean isLast = end == held.length();
      boolean isAny = end - start == 1 && held.charAt(start) == '*';
      if (isAny && isLast) {
        return true;
      }
      if (!isAny && !isSame(held, start, end, required, wanted, wantedEnd)) {
        return false;
      }
      if (isLast || wantedEnd == required.length()) {
        return isLast && wantedEnd == required.length();
      }
      start = end + 1;
      wanted = wantedEnd + 1;
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

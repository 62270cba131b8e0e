package dev.sallyport.servlet.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parser of the header field {@code Forwarded} (RFC 7239 section 4). */
final class ForwardedHops {
  private static final Pattern PAIR =
      Pattern.compile(
          "[ \\t]*([!#$%&'*+.^_`|~0-9A-Za-z-]+)="
              + "(?:([!#$%&'*+.^_`|~0-9A-Za-z-]+)|\"((?:[^\"\\\\]|\\\\.)*+)\")[ \\t]*([;,]|$)");
  private static final Pattern ESCAPE = Pattern.compile("\\\\(.)");
  private static final Hop UNREADABLE = new Hop(Optional.empty(), Optional.empty());

  private ForwardedHops() {}

  /**
   * What one proxy reports about the request it received.
   *
   * @param address the address of its client; empty if it is hidden or unreadable
   * @param proto the scheme of the request; empty if it is not reported
   */
  record Hop(Optional<String> address, Optional<String> proto) {}

  /**
   * Returns the hops of one line, from left to right; a single empty hop if the line is malformed.
   */
  static List<Hop> parse(String line) {
    List<Hop> hops = new ArrayList<>();
    Map<String, String> pairs = new TreeMap<>();
    Matcher pair = PAIR.matcher(line);
    int at = 0;
    boolean isMore = true;
    while (isMore) {
      pair.region(at, line.length());
      if (!pair.lookingAt() || pairs.putIfAbsent(name(pair), value(pair)) != null) {
        return List.of(UNREADABLE);
      }
      at = pair.end();
      isMore = !pair.group(4).isEmpty();
      if (!pair.group(4).equals(";")) {
        hops.add(hop(pairs));
        pairs.clear();
      }
    }
    return hops;
  }

  private static String name(Matcher pair) {
    return pair.group(1).toLowerCase(Locale.ROOT);
  }

  private static String value(Matcher pair) {
    return pair.group(2) != null ? pair.group(2) : ESCAPE.matcher(pair.group(3)).replaceAll("$1");
  }

  private static Hop hop(Map<String, String> pairs) {
    return new Hop(
        Optional.ofNullable(pairs.get("for")).flatMap(RemoteAddress::ofNode),
        Optional.ofNullable(pairs.get("proto")));
  }
}

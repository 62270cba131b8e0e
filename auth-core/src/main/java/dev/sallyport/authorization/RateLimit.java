package dev.sallyport.authorization;

import dev.sallyport.spi.Cluster;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * So many requests within a window, for each key or for all keys of an account together.
 *
 * @param name what clients are told it is called, 1 to 30 of {@code [a-z0-9-]}
 * @param share who has a quota of its own
 * @param requests how many, at least 1
 * @param window one second to 31 days, in whole seconds
 * @param fallback what holds while a {@link Cluster} that counts for all nodes cannot be asked
 */
public record RateLimit(
    String name, Share share, int requests, Duration window, Fallback fallback) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,30}");
  private static final Pattern TEXT =
      Pattern.compile(
          "(?:([^=]+)=)?(key|account):([0-9]{1,9})/([0-9]{0,9})(s|m|h|d)"
              + "(?:;(local|open|closed))?");
  private static final Duration MAX_WINDOW = Duration.ofDays(31);

  /** Who has a quota of its own. */
  public enum Share {
    KEY,
    ACCOUNT
  }

  /** What holds while nobody can count for all nodes together. */
  public enum Fallback {
    /** Each node counts for itself, so a key has up to the quota on each. */
    LOCAL,
    /** Nobody counts, and everybody is let in. */
    OPEN,
    /** Nobody is let in: 503. */
    CLOSED
  }

  /** With {@link Fallback#LOCAL}. */
  public RateLimit(String name, Share share, int requests, Duration window) {
    this(name, share, requests, window, Fallback.LOCAL);
  }

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if one is out of its bounds
   */
  public RateLimit {
    boolean isWindow =
        window.compareTo(Duration.ofSeconds(1)) >= 0
            && window.compareTo(MAX_WINDOW) <= 0
            && window.equals(window.truncatedTo(ChronoUnit.SECONDS));
    if (!NAME.matcher(name).matches() || requests < 1 || !isWindow) {
      throw new IllegalArgumentException("no rate limit");
    }
  }

  /**
   * Reads {@code key:120/m}, {@code burst=key:20/10s} or {@code account:10000/1d;closed}; without a
   * name it is called after its share, without a fallback it counts alone where it must.
   *
   * @throws IllegalArgumentException if it is otherwise
   */
  public static RateLimit parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("no rate limit");
    }
    String amount = matcher.group(4);
    Duration unit =
        switch (matcher.group(5)) {
          case "s" -> Duration.ofSeconds(1);
          case "m" -> Duration.ofMinutes(1);
          case "h" -> Duration.ofHours(1);
          default -> Duration.ofDays(1);
        };
    String share = matcher.group(2);
    return new RateLimit(
        matcher.group(1) == null ? share : matcher.group(1),
        share.equals("key") ? Share.KEY : Share.ACCOUNT,
        Integer.parseInt(matcher.group(3)),
        unit.multipliedBy(amount.isEmpty() ? 1 : Long.parseLong(amount)),
        matcher.group(6) == null
            ? Fallback.LOCAL
            : Fallback.valueOf(matcher.group(6).toUpperCase(Locale.ROOT)));
  }
}

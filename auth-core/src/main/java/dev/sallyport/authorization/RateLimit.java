package dev.sallyport.authorization;

import dev.sallyport.spi.Cluster;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Limit of requests within a window, for each key or for all keys of an account together.
 *
 * <pre>{@code
 * RateLimit perMinute = RateLimit.parse("key:120/m");
 * }</pre>
 *
 * @param name name shown to clients, 1 to 30 of {@code [a-z0-9-]}
 * @param share whether the quota applies per key or per account
 * @param requests maximum number of requests, at least 1
 * @param window one second to 31 days, in whole seconds
 * @param fallback behaviour while a {@link Cluster} that counts for all nodes is unavailable
 * @since 0.1.0
 */
public record RateLimit(
    String name, Share share, int requests, Duration window, Fallback fallback) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,30}");
  private static final Pattern TEXT =
      Pattern.compile(
          "(?:([^=]+)=)?(key|account):([0-9]{1,9})/([0-9]{0,9})(s|m|h|d)"
              + "(?:;(local|open|closed))?");
  private static final Duration MAX_WINDOW = Duration.ofDays(31);

  /** Scope of a quota: a key or an account. */
  public enum Share {
    KEY,
    ACCOUNT
  }

  /** Behaviour while the shared counter of the cluster is unavailable. */
  public enum Fallback {
    /** Each node counts separately, so that a key has up to the full quota on each node. */
    LOCAL,
    /** Fails open: requests are not limited. */
    OPEN,
    /** Fails closed: requests are answered with 503. */
    CLOSED
  }

  /** Creates a limit with {@link Fallback#LOCAL}. */
  public RateLimit(String name, Share share, int requests, Duration window) {
    this(name, share, requests, window, Fallback.LOCAL);
  }

  /**
   * Validates the components.
   *
   * @throws IllegalArgumentException if a component is out of bounds
   */
  public RateLimit {
    boolean isWindow =
        window.compareTo(Duration.ofSeconds(1)) >= 0
            && window.compareTo(MAX_WINDOW) <= 0
            && window.equals(window.truncatedTo(ChronoUnit.SECONDS));
    if (!NAME.matcher(name).matches() || requests < 1 || !isWindow) {
      throw new IllegalArgumentException(
          "a rate limit needs a name of 1 to 30 of a-z, 0-9 and hyphen, at least 1 request and a"
              + " window of 1s to 31d in whole seconds");
    }
  }

  /**
   * Parses a limit such as {@code key:120/m}, {@code burst=key:20/10s} or {@code
   * account:10000/1d;closed}. The default name is the share, the default fallback is {@link
   * Fallback#LOCAL}.
   *
   * @throws IllegalArgumentException if the text is not a limit
   */
  public static RateLimit parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "a rate limit must be like key:120/m, burst=key:20/10s or account:10000/1d;closed");
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

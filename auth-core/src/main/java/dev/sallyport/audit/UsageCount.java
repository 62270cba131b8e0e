package dev.sallyport.audit;

import dev.sallyport.authorization.DenialReason;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * Number of requests of a subject with the same outcome within an hour.
 *
 * <pre>{@code
 * String outcome = UsageCount.outcomeOf(DenialReason.KEY_EXPIRED); // "key-expired"
 * }</pre>
 *
 * @param subject key, account or all
 * @param hour start of the hour; truncated to hours
 * @param outcome {@value #AUTHENTICATED} or a reason, see {@link #outcomeOf}; up to {@value
 *     #MAX_OUTCOME} characters
 * @param requests number of requests
 * @since 0.1.0
 */
public record UsageCount(UsageSubject subject, Instant hour, String outcome, long requests) {
  /** Outcome of an authenticated request. */
  public static final String AUTHENTICATED = "authenticated";

  /** Maximum length of an outcome, in characters. */
  public static final int MAX_OUTCOME = 40;

  public UsageCount {
    hour = hour.truncatedTo(ChronoUnit.HOURS);
  }

  /** Returns the outcome of a denial, such as {@code key-expired}. */
  public static String outcomeOf(DenialReason reason) {
    return reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns whether the requests were authenticated. */
  public boolean isAuthenticated() {
    return outcome.equals(AUTHENTICATED);
  }
}

package dev.sallyport.audit;

import dev.sallyport.authorization.DenialReason;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * How many requests of somebody had one outcome within one hour.
 *
 * @param hour when it began; whatever stands behind the hour is cut off
 * @param outcome {@value #GRANTED} or a reason, see {@link #outcomeOf}; up to {@value #MAX_OUTCOME}
 *     characters
 */
public record UsageCount(UsageSubject subject, Instant hour, String outcome, long requests) {
  /** The outcome of a request that was let in. */
  public static final String GRANTED = "granted";

  /** The longest outcome, in characters. */
  public static final int MAX_OUTCOME = 40;

  public UsageCount {
    hour = hour.truncatedTo(ChronoUnit.HOURS);
  }

  /** What a refusal is called, such as {@code key-expired}. */
  public static String outcomeOf(DenialReason reason) {
    return reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public boolean isGranted() {
    return outcome.equals(GRANTED);
  }
}

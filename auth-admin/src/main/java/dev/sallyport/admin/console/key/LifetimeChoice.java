package dev.sallyport.admin.console.key;

import dev.sallyport.admin.service.TimeFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A selectable lifetime of a key. */
public record LifetimeChoice(String value, String label) {
  static final String DEFAULT = "default";
  static final String UNCHANGED = "keep";
  static final String UNTIL = "until";
  static final String NEVER = "never";

  /** The preset of a new key, if nothing limits it to less. */
  static final int PRESET_DAYS = 90;

  private static final List<Integer> DAYS = List.of(7, 30, PRESET_DAYS, 365);
  private static final Pattern PERIOD = Pattern.compile("[0-9]{1,5}d");

  /** Returns the period that a value stands for; empty if it is another choice. */
  static Optional<Duration> of(String value) {
    return PERIOD.matcher(value).matches()
        ? Optional.of(Duration.ofDays(Long.parseLong(value.substring(0, value.length() - 1))))
        : Optional.empty();
  }

  /** Returns the label of a value. */
  static String label(String value) {
    return of(value)
        .map(it -> TimeFormat.count(it.toDays(), "day"))
        .orElseGet(() -> value.equals(NEVER) ? "never" : "none");
  }

  /**
   * Returns the choices.
   *
   * @param first default or unchanged
   * @param now time from which the periods count
   * @param latest last instant at which a key can work; null if nothing limits it
   */
  static List<LifetimeChoice> all(LifetimeChoice first, Instant now, @Nullable Instant latest) {
    List<LifetimeChoice> choices = new ArrayList<>(List.of(first));
    for (int days : DAYS) {
      if (latest == null || !now.plus(Duration.ofDays(days)).isAfter(latest)) {
        choices.add(new LifetimeChoice(days + "d", TimeFormat.count(days, "day")));
      }
    }
    choices.add(new LifetimeChoice(UNTIL, "On a date"));
    if (latest == null) {
      choices.add(new LifetimeChoice(NEVER, "Never"));
    }
    return choices;
  }
}

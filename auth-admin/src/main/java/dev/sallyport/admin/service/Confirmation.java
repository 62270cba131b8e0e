package dev.sallyport.admin.service;

import java.time.Duration;
import java.time.Instant;

/** Whether the user of a session has lately proven who it is. */
public enum Confirmation {
  /** It has, or the request came with a key. */
  FRESH,
  /** It has not, and can do so here with its password. */
  DUE,
  /** It has not, as the host tells, whose login lets it in. */
  DUE_AT_HOST,
  /** The host's login lets it in, and does not tell. */
  UNKNOWN;

  /** How long a confirmation holds. */
  static final Duration PERIOD = Duration.ofMinutes(5);

  /** Whether a confirmation of that time holds still; clocks of others may be ahead. */
  public static boolean isFresh(Instant confirmedAt, Instant now) {
    return Duration.between(confirmedAt, now).abs().compareTo(PERIOD) <= 0;
  }
}

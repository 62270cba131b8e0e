package dev.sallyport.admin.service;

import java.time.Duration;
import java.time.Instant;

/** State of the confirmation of a session by its user, with a password or a login. */
public enum Confirmation {
  /** Confirmed recently, or the request was authenticated by key. */
  FRESH,
  /** Not confirmed recently; the user can confirm the session with the password. */
  DUE,
  /** The host reports that the last login is not recent. */
  DUE_AT_HOST,
  /** The host does not report the time of the login. */
  UNKNOWN;

  /** Validity period of a confirmation. */
  static final Duration PERIOD = Duration.ofMinutes(5);

  /** Returns whether a confirmation is still valid; a clock of the host may be ahead by as much. */
  public static boolean isFresh(Instant confirmedAt, Instant now) {
    return Duration.between(confirmedAt, now).abs().compareTo(PERIOD) <= 0;
  }
}

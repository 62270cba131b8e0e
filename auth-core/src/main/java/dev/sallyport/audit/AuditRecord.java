package dev.sallyport.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * One thing that was done to a key or an owner, as the audit log keeps it. Holds no token, digest,
 * lookup or password.
 *
 * @param at when, to the microsecond
 * @param action what, such as {@code key.deactivated}; at most 50 characters
 * @param subject to what: {@code key:<id>}, {@code account:<number>} or {@code user:<name>}; at
 *     most 200 characters
 * @param actor who did it; see {@link AuditContext}
 * @param origin from where
 * @param reason why
 * @param before what was, one {@code name=value} a line; of a change only what is different now;
 *     empty if it was not there
 * @param after what is now, in the same form; empty if it is gone
 */
public record AuditRecord(
    Instant at,
    String action,
    String subject,
    String actor,
    String origin,
    String reason,
    String before,
    String after) {
  /** As it is stored: texts are not checked, because one that somebody tampered with is one too. */
  public AuditRecord {
    at = at.truncatedTo(ChronoUnit.MICROS);
  }

  /** A new one. */
  public static AuditRecord of(
      Instant at,
      String action,
      String subject,
      AuditContext attribution,
      String before,
      String after) {
    return new AuditRecord(
        at,
        action,
        subject,
        attribution.actor(),
        attribution.origin(),
        attribution.reason(),
        before,
        after);
  }
}

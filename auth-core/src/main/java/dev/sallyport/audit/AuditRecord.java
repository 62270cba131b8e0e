package dev.sallyport.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Change of a key or an owner, as recorded in the audit log. Contains no token, digest, lookup id
 * or password.
 *
 * <pre>{@code
 * AuditRecord record = sallyport.audit().latest(1).get(0).record();
 * }</pre>
 *
 * @param at time of the change, truncated to microseconds
 * @param action action, such as {@code key.deactivated}; at most 50 characters
 * @param subject changed object: {@code key:<id>}, {@code account:<id>}, {@code
 *     user:<user>@<account>} or {@code resource:<type>/<name>}; at most {@value #MAX_SUBJECT}
 *     characters
 * @param actor actor; see {@link AuditContext}
 * @param origin origin of the actor
 * @param reason reason for the change
 * @param before previous state, one {@code name=value} per line; for a change, only the changed
 *     properties; empty if the subject did not exist
 * @param after new state, in the same form; empty if the subject no longer exists
 * @since 0.1.0
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
  /** Maximum length of a subject, in characters. */
  public static final int MAX_SUBJECT = 600;

  /** Creates a stored record. Texts are not validated, so that tampered records can be read too. */
  public AuditRecord {
    at = at.truncatedTo(ChronoUnit.MICROS);
  }

  /** Creates a new record. */
  public static AuditRecord of(
      Instant at,
      String action,
      String subject,
      AuditContext context,
      String before,
      String after) {
    return new AuditRecord(
        at, action, subject, context.actor(), context.origin(), context.reason(), before, after);
  }
}

package dev.sallyport.audit;

import dev.sallyport.internal.TimeLimits;
import dev.sallyport.key.InvalidValueException;
import dev.sallyport.key.TextRules;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Query of the audit log, newest entries first. A condition that is null matches every entry.
 *
 * <pre>{@code
 * AuditQuery query = AuditQuery.latest(100).by("ada").doing("key.");
 * List<AuditEntry> entries = sallyport.audit().find(query);
 * }</pre>
 *
 * @param subject subject, compared exactly, such as {@code key:<id>}
 * @param actor actor, compared exactly
 * @param actionPrefix start of the action, such as {@code key.}; there are no wildcards
 * @param since first instant of the recorded changes
 * @param until instant before which the changes were recorded; both are compared in microseconds
 * @param before only entries with a smaller number; for the next page, the number of the last entry
 *     of this page
 * @param limit maximum number of entries, 1 to {@value #MAX_LIMIT}
 * @since 0.1.0
 */
public record AuditQuery(
    @Nullable String subject,
    @Nullable String actor,
    @Nullable String actionPrefix,
    @Nullable Instant since,
    @Nullable Instant until,
    long before,
    int limit) {

  /** Maximum number of entries per query. */
  public static final int MAX_LIMIT = 1000;

  /** Maximum length of an action, in characters. */
  private static final int MAX_ACTION = 50;

  /**
   * Validates the components.
   *
   * @throws InvalidValueException if the limit is out of bounds, or a text cannot occur in an
   *     entry; the message names the component, not its value
   */
  public AuditQuery {
    if (subject != null) {
      TextRules.require("subject", subject, 1, AuditRecord.MAX_SUBJECT);
    }
    if (actor != null) {
      TextRules.require("actor", actor, 1, AuditContext.MAX_ACTOR);
    }
    if (actionPrefix != null) {
      TextRules.require("action", actionPrefix, 1, MAX_ACTION);
    }
    since = since == null ? null : inDatabase(since);
    until = until == null ? null : inDatabase(until);
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new InvalidValueException("limit must be 1 to " + MAX_LIMIT + ", not " + limit);
    }
  }

  private static Instant inDatabase(Instant instant) {
    if (instant.isBefore(TimeLimits.FIRST)) {
      return TimeLimits.FIRST;
    }
    return instant.isAfter(TimeLimits.LAST)
        ? TimeLimits.LAST
        : instant.truncatedTo(ChronoUnit.MICROS);
  }

  /** Returns a query for the latest entries. */
  public static AuditQuery latest(int limit) {
    return new AuditQuery(null, null, null, null, null, Long.MAX_VALUE, limit);
  }

  /** Returns this query for one subject; null for all. */
  public AuditQuery of(@Nullable String subject) {
    return new AuditQuery(subject, actor, actionPrefix, since, until, before, limit);
  }

  /** Returns this query for one actor; null for all. */
  public AuditQuery by(@Nullable String actor) {
    return new AuditQuery(subject, actor, actionPrefix, since, until, before, limit);
  }

  /** Returns this query for actions with the given prefix; null for all. */
  public AuditQuery doing(@Nullable String actionPrefix) {
    return new AuditQuery(subject, actor, actionPrefix, since, until, before, limit);
  }

  /** Returns this query for a period; null for no bound. */
  public AuditQuery between(@Nullable Instant since, @Nullable Instant until) {
    return new AuditQuery(subject, actor, actionPrefix, since, until, before, limit);
  }

  /** Returns this query with another maximum number of entries. */
  public AuditQuery limit(int limit) {
    return new AuditQuery(subject, actor, actionPrefix, since, until, before, limit);
  }

  /** Returns this query for entries with a smaller number. */
  public AuditQuery before(long sequence) {
    return new AuditQuery(subject, actor, actionPrefix, since, until, sequence, limit);
  }
}

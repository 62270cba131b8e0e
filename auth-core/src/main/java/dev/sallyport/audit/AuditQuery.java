package dev.sallyport.audit;

import dev.sallyport.key.InvalidValueException;
import dev.sallyport.key.TextRules;
import org.jspecify.annotations.Nullable;

/**
 * Query of the audit log, newest entries first. A condition that is null matches every entry.
 *
 * <pre>{@code
 * AuditQuery query = AuditQuery.latest(100).by("ada").doing("key.");
 * List<AuditEntry> entries = sallyport.audit().find(query);
 * }</pre>
 *
 * @param subjectOrNull subject, compared exactly, such as {@code key:<id>}
 * @param actorOrNull actor, compared exactly
 * @param actionPrefixOrNull start of the action, such as {@code key.}; there are no wildcards
 * @param before only entries with a smaller number; for the next page, the number of the last entry
 *     of this page
 * @param limit maximum number of entries, 1 to {@value #MAX_LIMIT}
 * @since 0.1.0
 */
public record AuditQuery(
    @Nullable String subjectOrNull,
    @Nullable String actorOrNull,
    @Nullable String actionPrefixOrNull,
    long before,
    int limit) {

  /** Maximum number of entries per query. */
  public static final int MAX_LIMIT = 1000;

  /** Maximum length of a subject, in characters. */
  private static final int MAX_SUBJECT = 200;

  /** Maximum length of an action, in characters. */
  private static final int MAX_ACTION = 50;

  /**
   * Validates the components.
   *
   * @throws InvalidValueException if the limit is out of bounds, or a text cannot occur in an
   *     entry; the message names the component, not its value
   */
  public AuditQuery {
    if (subjectOrNull != null) {
      TextRules.require("subject", subjectOrNull, 1, MAX_SUBJECT);
    }
    if (actorOrNull != null) {
      TextRules.require("actor", actorOrNull, 1, AuditContext.MAX_ACTOR);
    }
    if (actionPrefixOrNull != null) {
      TextRules.require("action", actionPrefixOrNull, 1, MAX_ACTION);
    }
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new InvalidValueException("limit must be 1 to " + MAX_LIMIT + ", not " + limit);
    }
  }

  /** Returns a query for the latest entries. */
  public static AuditQuery latest(int limit) {
    return new AuditQuery(null, null, null, Long.MAX_VALUE, limit);
  }

  /** Returns this query for one subject; null for all. */
  public AuditQuery of(@Nullable String subject) {
    return new AuditQuery(subject, actorOrNull, actionPrefixOrNull, before, limit);
  }

  /** Returns this query for one actor; null for all. */
  public AuditQuery by(@Nullable String actor) {
    return new AuditQuery(subjectOrNull, actor, actionPrefixOrNull, before, limit);
  }

  /** Returns this query for actions with the given prefix; null for all. */
  public AuditQuery doing(@Nullable String actionPrefix) {
    return new AuditQuery(subjectOrNull, actorOrNull, actionPrefix, before, limit);
  }

  /** Returns this query for entries with a smaller number. */
  public AuditQuery before(long sequence) {
    return new AuditQuery(subjectOrNull, actorOrNull, actionPrefixOrNull, sequence, limit);
  }
}

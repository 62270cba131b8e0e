package dev.sallyport.audit;

import dev.sallyport.key.InvalidValueException;
import dev.sallyport.key.TextRules;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of the audit log to read, newest first. A condition that is null lets every entry
 * through.
 *
 * @param subjectOrNull about this subject, compared exactly, such as {@code key:<id>}
 * @param actorOrNull by this actor, compared exactly
 * @param actionPrefixOrNull of an action that starts so, such as {@code key.}; no character stands
 *     for another
 * @param before only entries with a smaller number; to turn a page, that of the last entry seen
 * @param limit how many at most, 1 to {@value #MAX_LIMIT}
 */
public record AuditQuery(
    @Nullable String subjectOrNull,
    @Nullable String actorOrNull,
    @Nullable String actionPrefixOrNull,
    long before,
    int limit) {

  /** How many entries can be read at once. */
  public static final int MAX_LIMIT = 1000;

  /** The longest subject, in characters. */
  private static final int MAX_SUBJECT = 200;

  /** The longest action, in characters. */
  private static final int MAX_ACTION = 50;

  /**
   * Checks the parts.
   *
   * @throws InvalidValueException if the limit is out of its bounds, or a text is one that no entry
   *     could have; the message names the part, not its value
   */
  public AuditQuery {
    if (subjectOrNull != null) {
      TextRules.require("subject", subjectOrNull, 1, MAX_SUBJECT);
    }
    if (actorOrNull != null) {
      TextRules.require("actor", actorOrNull, 1, AuditContext.MAX_NAME);
    }
    if (actionPrefixOrNull != null) {
      TextRules.require("action", actionPrefixOrNull, 1, MAX_ACTION);
    }
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new InvalidValueException("1 to " + MAX_LIMIT + " entries can be read at once");
    }
  }

  /** The latest entries of all. */
  public static AuditQuery latest(int limit) {
    return new AuditQuery(null, null, null, Long.MAX_VALUE, limit);
  }

  public AuditQuery of(@Nullable String subject) {
    return new AuditQuery(subject, actorOrNull, actionPrefixOrNull, before, limit);
  }

  public AuditQuery by(@Nullable String actor) {
    return new AuditQuery(subjectOrNull, actor, actionPrefixOrNull, before, limit);
  }

  /** Only entries whose action starts so. */
  public AuditQuery doing(@Nullable String actionPrefix) {
    return new AuditQuery(subjectOrNull, actorOrNull, actionPrefix, before, limit);
  }

  /** Only entries with a smaller number. */
  public AuditQuery before(long sequence) {
    return new AuditQuery(subjectOrNull, actorOrNull, actionPrefixOrNull, sequence, limit);
  }
}

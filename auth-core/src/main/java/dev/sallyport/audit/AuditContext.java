package dev.sallyport.audit;

import dev.sallyport.key.TextRules;

/**
 * Who does something to keys or owners, from where, and why: what an audit record says of it.
 *
 * @param actor a name of a person or a program, 1 to {@value #MAX_NAME} characters
 * @param origin an address or a machine, up to {@value #MAX_NAME} characters; empty if unknown
 * @param reason in the actor's own words, up to {@value #MAX_REASON} characters; empty if none
 *     given
 */
public record AuditContext(String actor, String origin, String reason) {
  /** The longest actor and origin, in characters. */
  public static final int MAX_NAME = 255;

  /** The longest reason, in characters. */
  public static final int MAX_REASON = 500;

  /** Sallyport itself, when it does what rules demand. */
  public static final AuditContext SALLYPORT = new AuditContext("sallyport", "", "");

  /** The application around it, when its code does not say who asked for it. */
  public static final AuditContext APPLICATION = new AuditContext("application", "", "");

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if a part is too long or has control characters; the message
   *     names the part
   */
  public AuditContext {
    TextRules.require("actor", actor, 1, MAX_NAME);
    TextRules.require("origin", origin, 0, MAX_NAME);
    TextRules.require("reason", reason, 0, MAX_REASON);
  }

  /** Somebody at some place, without a reason. */
  public static AuditContext of(String actor, String origin) {
    return new AuditContext(actor, origin, "");
  }

  public AuditContext because(String reason) {
    return new AuditContext(actor, origin, reason);
  }
}

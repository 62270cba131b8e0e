package dev.sallyport.audit;

import dev.sallyport.key.Owner;
import dev.sallyport.key.TextRules;

/**
 * Actor, origin and reason of a change to keys or owners, as recorded in the audit log.
 *
 * <pre>{@code
 * AuditContext context = AuditContext.ofUser(owner, request.getRemoteAddr()).because("key leaked");
 * sallyport.keys().as(context).deactivate(keyId);
 * }</pre>
 *
 * @param actor name of a person or a program, 1 to {@value #MAX_ACTOR} characters
 * @param origin address or machine, up to {@value #MAX_ORIGIN} characters; empty if unknown
 * @param reason reason given by the actor, up to {@value #MAX_REASON} characters; empty if none was
 *     given
 * @since 0.1.0
 */
public record AuditContext(String actor, String origin, String reason) {
  /** Maximum length of an actor, in characters; enough for {@code user:} and an owner. */
  public static final int MAX_ACTOR = 600;

  /** Maximum length of an origin, in characters. */
  public static final int MAX_ORIGIN = 255;

  /** Maximum length of a reason, in characters. */
  public static final int MAX_REASON = 500;

  /** Sallyport itself, for changes that its rules require. */
  public static final AuditContext SALLYPORT = new AuditContext("sallyport", "", "");

  /** The host application, if its code does not name an actor. */
  public static final AuditContext APPLICATION = new AuditContext("application", "", "");

  /**
   * Validates the components.
   *
   * @throws IllegalArgumentException if a component is too long or has control characters; the
   *     message names the component
   */
  public AuditContext {
    TextRules.require("actor", actor, 1, MAX_ACTOR);
    TextRules.require("origin", origin, 0, MAX_ORIGIN);
    TextRules.require("reason", reason, 0, MAX_REASON);
  }

  /** Returns a context without a reason. */
  public static AuditContext of(String actor, String origin) {
    return new AuditContext(actor, origin, "");
  }

  /** Returns a context of a user, as the actor {@code user:<user>@<account>}. */
  public static AuditContext ofUser(Owner user, String origin) {
    return of("user:" + user, origin);
  }

  /** Returns this context with a reason. */
  public AuditContext because(String reason) {
    return new AuditContext(actor, origin, reason);
  }
}

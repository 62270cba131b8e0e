package dev.sallyport.auth.spi;

import dev.sallyport.auth.token.Texts;

/**
 * Who does something to keys or owners, from where, and why: what an audit record says of it.
 *
 * @param actor a name of a person or a program, 1 to {@value #MAX_NAME} characters
 * @param origin an address or a machine, up to {@value #MAX_NAME} characters; empty if unknown
 * @param reason in the actor's own words, up to {@value #MAX_REASON} characters; empty if none
 *     given
 */
public record Attribution(String actor, String origin, String reason) {
  /** The longest actor and origin, in characters. */
  public static final int MAX_NAME = 255;

  /** The longest reason, in characters. */
  public static final int MAX_REASON = 500;

  /** Sallyport itself, when it does what rules demand. */
  public static final Attribution SALLYPORT = new Attribution("sallyport", "", "");

  /** The application around it, when its code does not say who asked for it. */
  public static final Attribution APPLICATION = new Attribution("application", "", "");

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if a part is too long or has control characters; the message
   *     names the part
   */
  public Attribution {
    Texts.require("actor", actor, 1, MAX_NAME);
    Texts.require("origin", origin, 0, MAX_NAME);
    Texts.require("reason", reason, 0, MAX_REASON);
  }

  /** Somebody at some place, without a reason. */
  public static Attribution of(String actor, String origin) {
    return new Attribution(actor, origin, "");
  }

  public Attribution because(String reason) {
    return new Attribution(actor, origin, reason);
  }
}

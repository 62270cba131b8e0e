package dev.sallyport.auth;

import dev.sallyport.auth.token.AuthToken;

/** The outcome of asking for a change of a key that was seen before. */
public sealed interface ChangeResult {
  /**
   * It is done.
   *
   * @param key what is stored now or, if it was deleted, was stored last
   */
  record Changed(AuthToken key) implements ChangeResult {}

  /**
   * Nothing is done: somebody changed the key since, or something did, as a renewal does.
   *
   * @param current what is stored now
   */
  record Outdated(AuthToken current) implements ChangeResult {}

  /** Nothing is done, for this reason. */
  record Refused(CreateResult.Reason reason) implements ChangeResult {}
}

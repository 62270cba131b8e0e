package dev.sallyport.management;

import dev.sallyport.key.ApiKey;

/** The outcome of asking for a change of a key that was seen before. */
public sealed interface ChangeResult {
  /**
   * It is done.
   *
   * @param key what is stored now or, if it was deleted, was stored last
   */
  record Changed(ApiKey key) implements ChangeResult {}

  /**
   * Nothing is done: somebody changed the key since, or something did, as a renewal does.
   *
   * @param current what is stored now
   */
  record Outdated(ApiKey current) implements ChangeResult {}

  /** Nothing is done, for this reason. */
  record Denied(CreateResult.Reason reason) implements ChangeResult {}
}

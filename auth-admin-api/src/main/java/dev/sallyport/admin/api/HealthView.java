package dev.sallyport.admin.api;

import dev.sallyport.HealthSnapshot;

/**
 * State of the node that answers.
 *
 * @param rememberedTokens approximate number of verified tokens in memory
 * @param waitingProofs number of requests that wait to compute a digest
 * @param pendingLastUses number of keys whose last use is not stored yet
 * @since 0.1.0
 */
public record HealthView(long rememberedTokens, int waitingProofs, int pendingLastUses) {
  /** Returns the view of a node's state. */
  public static HealthView of(HealthSnapshot health) {
    return new HealthView(
        health.rememberedTokens(), health.waitingProofs(), health.pendingLastUses());
  }
}

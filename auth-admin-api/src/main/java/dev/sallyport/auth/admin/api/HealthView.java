package dev.sallyport.auth.admin.api;

import dev.sallyport.auth.Health;

/** The state of the node that answers. */
public record HealthView(long rememberedTokens, int waitingProofs, int pendingLastUses) {
  /** Returns the view of a node's state. */
  public static HealthView of(Health health) {
    return new HealthView(
        health.rememberedTokens(), health.waitingProofs(), health.pendingLastUses());
  }
}

package dev.sallyport.admin.api;

import dev.sallyport.HealthSnapshot;

/** The state of the node that answers. */
public record HealthView(long rememberedTokens, int waitingProofs, int pendingLastUses) {
  /** Returns the view of a node's state. */
  public static HealthView of(HealthSnapshot health) {
    return new HealthView(
        health.rememberedTokens(), health.waitingProofs(), health.pendingLastUses());
  }
}

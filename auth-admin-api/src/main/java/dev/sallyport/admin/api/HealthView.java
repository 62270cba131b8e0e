package dev.sallyport.admin.api;

import dev.sallyport.HealthSnapshot;
import dev.sallyport.event.CircuitBreakerState;
import dev.sallyport.spi.Cluster;

/**
 * State of the node that answers.
 *
 * @param cachedTokens approximate number of verified tokens in memory
 * @param waitingVerifications number of requests that wait to compute a digest
 * @param pendingLastUses number of keys whose last use is not stored yet
 * @param circuitBreaker state of the circuit breaker of the store
 * @param cluster state of the connection to the other nodes
 * @since 0.1.0
 */
public record HealthView(
    long cachedTokens,
    int waitingVerifications,
    int pendingLastUses,
    CircuitBreakerState circuitBreaker,
    Cluster.State cluster) {
  /** Returns the view of a node's state. */
  public static HealthView of(HealthSnapshot health) {
    return new HealthView(
        health.cachedTokens(),
        health.waitingVerifications(),
        health.pendingLastUses(),
        health.circuitBreaker(),
        health.cluster());
  }
}

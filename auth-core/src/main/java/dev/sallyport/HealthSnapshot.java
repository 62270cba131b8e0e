package dev.sallyport;

import dev.sallyport.event.CircuitBreakerState;
import dev.sallyport.spi.Cluster;

/**
 * Load of a Sallyport instance at one moment in one JVM, for people and gauges. The numbers are not
 * read atomically.
 *
 * <pre>{@code
 * gauge("sallyport.waiting", () -> sallyport.health().waitingVerifications());
 * }</pre>
 *
 * @param cachedTokens approximate number of cached verified tokens, which need no digest
 *     computation at their next request
 * @param waitingVerifications number of requests that wait to compute a digest; if it stays above
 *     zero, increase {@code digest-permits} or the number of processors
 * @param pendingLastUses number of keys whose last use is not stored yet, at most every {@code
 *     last-used-interval}; if it only grows, the store accepts no writes
 * @param circuitBreaker state of the circuit breaker of the store; while it is not closed, only
 *     tokens that were verified before are accepted
 * @param cluster state of the connection to the other nodes
 * @since 0.1.0
 */
public record HealthSnapshot(
    long cachedTokens,
    int waitingVerifications,
    int pendingLastUses,
    CircuitBreakerState circuitBreaker,
    Cluster.State cluster) {}

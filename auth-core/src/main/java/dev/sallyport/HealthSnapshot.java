package dev.sallyport;

/**
 * How much a gate has to do and to remember: a look at one moment of one JVM, for people and
 * gauges. The numbers were not read at the very same instant.
 *
 * @param rememberedTokens proven tokens that need no digest at their next request, roughly
 * @param waitingProofs requests that wait for their turn to compute a digest; if it stays above
 *     zero, more {@code digest-permits} or more processors are needed
 * @param pendingLastUses keys that were used since the store was last told, at most every {@code
 *     last-used-interval}; if it only grows, the store takes no writes
 */
public record HealthSnapshot(long rememberedTokens, int waitingProofs, int pendingLastUses) {}

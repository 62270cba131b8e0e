package dev.sallyport.event;

/**
 * State of the circuit breaker between Sallyport and its store.
 *
 * <pre>{@code
 * boolean isReading = sallyport.health().circuitBreaker() == CircuitBreakerState.CLOSED;
 * }</pre>
 *
 * @since 0.1.0
 */
public enum CircuitBreakerState {
  /** Calls pass. */
  CLOSED,
  /** Calls fail immediately, because the store did not answer in time repeatedly. */
  OPEN,
  /** Calls fail immediately, except for one that tries whether the store answers. */
  HALF_OPEN
}

package dev.sallyport.spring.internal;

import dev.sallyport.HealthSnapshot;
import dev.sallyport.Sallyport;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Health of a Sallyport instance, for the health endpoints of both generations of Spring Boot.
 *
 * @param isUp whether the store answers. A cluster that is disconnected takes no node down: changes
 *     of other nodes then take effect within {@code max-staleness}
 * @param details states of circuit breaker and cluster; nothing secret
 */
public record StoreHealth(boolean isUp, Map<String, Object> details) {
  private static final Logger log = LoggerFactory.getLogger(StoreHealth.class);

  /** Returns the health after a read from the store. */
  public static StoreHealth of(Sallyport sallyport) {
    boolean isUp = isStoreUp(sallyport);
    HealthSnapshot health = sallyport.health();
    return new StoreHealth(
        isUp,
        Map.of(
            "store", isUp ? "available" : "unavailable",
            "circuitBreaker", word(health.circuitBreaker()),
            "cluster", word(health.cluster())));
  }

  private static boolean isStoreUp(Sallyport sallyport) {
    try {
      sallyport.checkStore();
      return true;
    } catch (RuntimeException e) {
      log.debug("The store does not answer", e);
      return false;
    }
  }

  private static String word(Enum<?> state) {
    return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

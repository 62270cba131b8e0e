package dev.sallyport.spi;

import dev.sallyport.audit.UsageCount;
import dev.sallyport.audit.UsageSubject;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * Store of request counts per hour. It has no clock and no retention policy.
 *
 * <p>Implementations are thread-safe and must pass {@code UsageLogContract} of auth-testkit. Every
 * method throws {@link StoreException} if the store is unavailable.
 *
 * <pre>{@code
 * List<UsageCount> counts = usageLog.read(UsageSubject.ALL, from, until);
 * }</pre>
 *
 * @since 0.1.0
 */
public interface UsageLog {
  /** Maximum number of counts per call. */
  int MAX_AT_ONCE = 500;

  /**
   * Adds counts to the stored ones, all or, if it throws, none. The outcome is unknown if the
   * connection is lost during the commit. Concurrent additions are not lost.
   *
   * @param counts up to {@value #MAX_AT_ONCE} counts, each with at least one request; equal ones
   *     are added up
   */
  void add(Collection<UsageCount> counts);

  /**
   * Returns counts, sorted by hour, then by outcome.
   *
   * @param from first hour, or an instant within it
   * @param until first hour that is omitted
   */
  List<UsageCount> read(UsageSubject subject, Instant from, Instant until);

  /**
   * Removes the counts of the oldest hour, of all subjects.
   *
   * @param before nothing is removed if the hour began at or after this instant
   * @return number of removed counts; 0 if there is no such hour
   */
  int removeOldestHour(Instant before);
}

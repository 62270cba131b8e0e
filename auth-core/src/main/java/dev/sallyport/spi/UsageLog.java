package dev.sallyport.spi;

import dev.sallyport.audit.UsageCount;
import dev.sallyport.audit.UsageSubject;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * Counts requests by the hour. It has no clock and knows no rule of how long counts are kept.
 *
 * <p>Implementations are thread-safe; {@code UsageLogContract} in auth-testkit is what they must
 * pass. Every method throws {@link StoreException} if it could not be done.
 */
public interface UsageLog {
  /** How many counts can be added together. */
  int MAX_AT_ONCE = 500;

  /**
   * Adds to what was counted before, all of it or, if it throws, nothing; though where a connection
   * is lost at the very end, nobody knows. What others add at the same time is not lost.
   *
   * @param counts up to {@value #MAX_AT_ONCE}, each with more than no requests; those alike are
   *     added up
   */
  void add(Collection<UsageCount> counts);

  /**
   * What was counted, in the order of hours, then of outcomes.
   *
   * @param from the first hour, or an instant within it
   * @param until the first hour that is left out
   */
  List<UsageCount> read(UsageSubject subject, Instant from, Instant until);

  /**
   * Removes what was counted in the oldest hour there is, of everybody.
   *
   * @param before unless the hour began then or later
   * @return how many counts were removed; 0 if there is no such hour
   */
  int removeOldestHour(Instant before);
}

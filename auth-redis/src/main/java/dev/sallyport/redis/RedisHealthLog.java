package dev.sallyport.redis;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Log of Redis failures and recoveries. Each reason is logged at most once a minute, however often
 * it occurs.
 */
final class RedisHealthLog {
  private static final Logger LOG = LoggerFactory.getLogger(RedisCluster.class);
  private static final Duration LOG_INTERVAL = Duration.ofMinutes(1);

  private final Map<String, Long> loggedAtNanos = new HashMap<>();
  private final Set<SupervisedConnection<?>> broken = new HashSet<>();
  private boolean isReported;

  /** Logs that a connection failed. */
  synchronized void connectionFailed(SupervisedConnection<?> connection, Throwable thrown) {
    broken.add(connection);
    String reason = RedisFailure.summary(thrown);
    if (isNew(reason)) {
      isReported = true;
      LOG.warn(
          "Cannot use Redis to {}: {}. Until it recovers, changes made on other nodes take effect"
              + " within max-staleness, and rate limits use their fallbacks.",
          connection.purpose(),
          reason);
    }
  }

  /** Logs that Redis is available again once all failed connections work. */
  synchronized void connectionRestored(SupervisedConnection<?> connection) {
    if (broken.remove(connection) && broken.isEmpty() && isReported) {
      isReported = false;
      LOG.info("Redis is available again.");
    }
  }

  /** Logs that changes could not be published. */
  synchronized void publishFailed(Throwable thrown) {
    String reason = RedisFailure.summary(thrown);
    if (isNew("publish: " + reason)) {
      LOG.warn(
          "Could not publish changes to other nodes, where they take effect within max-staleness:"
              + " {}.",
          reason);
    }
  }

  /** Logs that changes arrive faster than they are processed. */
  synchronized void queueOverflowed() {
    if (isNew("overflow")) {
      LOG.warn(
          "Changes from other nodes arrive faster than they can be processed; some are dropped and"
              + " take effect within max-staleness.");
    }
  }

  /** Logs that the listener failed on a change. */
  synchronized void listenerFailed(RuntimeException thrown) {
    if (isNew("listener")) {
      LOG.warn("Could not process a change from another node.", thrown);
    }
  }

  private boolean isNew(String reason) {
    long now = System.nanoTime();
    loggedAtNanos.values().removeIf(loggedAt -> now - loggedAt >= LOG_INTERVAL.toNanos());
    return loggedAtNanos.putIfAbsent(reason, now) == null;
  }
}

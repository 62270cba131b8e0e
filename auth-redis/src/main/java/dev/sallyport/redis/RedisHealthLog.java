package dev.sallyport.redis;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in the log when Redis fails and when it works again; each reason at most once a minute,
 * however often it comes and goes.
 */
final class RedisHealthLog {
  private static final Logger LOG = LoggerFactory.getLogger(RedisCluster.class);
  private static final Duration QUIET = Duration.ofMinutes(1);

  private final Map<String, Long> saidAtNanos = new HashMap<>();
  private final Set<SupervisedConnection<?>> broken = new HashSet<>();
  private boolean isSaid;

  synchronized void fails(SupervisedConnection<?> line, Throwable thrown) {
    broken.add(line);
    String reason = RedisFailure.summary(thrown);
    if (isNew(reason)) {
      isSaid = true;
      LOG.warn(
          "Redis cannot be used to {}: {}. Meanwhile changes made on other nodes may be seen within"
              + " max-staleness only, and rate limits may hold as their fallbacks say.",
          line.purpose(),
          reason);
    }
  }

  synchronized void works(SupervisedConnection<?> line) {
    if (broken.remove(line) && broken.isEmpty() && isSaid) {
      isSaid = false;
      LOG.info("Redis can be used again.");
    }
  }

  synchronized void untold(Throwable thrown) {
    String reason = RedisFailure.summary(thrown);
    if (isNew("untold: " + reason)) {
      LOG.warn(
          "Changes could not be told to other nodes, which see them within max-staleness: {}.",
          reason);
    }
  }

  synchronized void overflows() {
    if (isNew("overflow")) {
      LOG.warn(
          "News of changes come in faster than they can be heard; some are lost, and those changes"
              + " are seen within max-staleness.");
    }
  }

  synchronized void deafens(RuntimeException thrown) {
    if (isNew("deaf")) {
      LOG.warn("News of a change could not be heard.", thrown);
    }
  }

  private boolean isNew(String reason) {
    long now = System.nanoTime();
    saidAtNanos.values().removeIf(said -> now - said >= QUIET.toNanos());
    return saidAtNanos.putIfAbsent(reason, now) == null;
  }
}

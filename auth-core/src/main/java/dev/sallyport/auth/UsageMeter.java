package dev.sallyport.auth;

import dev.sallyport.auth.spi.UsageCount;
import dev.sallyport.auth.spi.UsageLog;
import dev.sallyport.auth.token.DenialReason;
import dev.sallyport.auth.token.Owner;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts requests by key and hour where they come by, and writes the counts down with the last
 * uses. Requests that are let in are counted on their {@link ProvenToken}: one addition, no object.
 *
 * <p>Counts are for people to look at. Some are lost if the JVM is killed, a request at the turn of
 * an hour may be counted in the other one, and one in the midst of which the token was packed is
 * written down with the next one of the key.
 */
final class UsageMeter {
  /** How many keys' refusals are told apart between two flushes. */
  static final int MAX_REFUSED_KEYS = 10_000;

  private static final int MAX_HOURS_REMOVED = 48;
  private static final Logger log = LoggerFactory.getLogger(UsageMeter.class);

  private final @Nullable UsageLog usageLog;
  private final StoreCalls calls;
  private final Duration retention;
  private final Clock clock;
  private final PendingUsage pending = new PendingUsage();
  private final Refusals ofNobody = new Refusals();
  private final Map<UUID, OfKey> ofKeys = new ConcurrentHashMap<>();
  private long cleanedInHour = Long.MIN_VALUE;

  /**
   * Makes one.
   *
   * @param usageLog null to count nothing
   * @param retention how long counts are kept; zero to count nothing
   */
  UsageMeter(@Nullable UsageLog usageLog, StoreCalls calls, Duration retention, Clock clock) {
    this.usageLog = retention.isZero() ? null : usageLog;
    this.calls = calls;
    this.retention = retention;
    this.clock = clock;
  }

  /** Whether it counts at all. */
  boolean isOn() {
    return usageLog != null;
  }

  /** Counts a request that is let in. */
  void granted(ProvenToken token, long micros) {
    if (usageLog == null) {
      return;
    }
    long earlier = token.countGranted(HourCount.hourOf(micros));
    if (HourCount.requests(earlier) > 0) {
      keep(token.state().id(), token.owner(), earlier);
    }
  }

  /** Takes over what was counted of a key. */
  void collect(UUID keyId, NotedUse use) {
    if (usageLog != null) {
      keep(keyId, use.owner(), use.takeGranted());
    }
  }

  /** Lets a token count on from what was counted of its key before. */
  void carryOver(UUID keyId, NotedUse before, ProvenToken token) {
    if (usageLog != null) {
      keep(keyId, token.owner(), token.addGranted(before.takeGranted()));
    }
  }

  private void keep(UUID keyId, Owner owner, long count) {
    pending.addOfKey(keyId, owner.accountNumber(), UsageCount.GRANTED, count);
  }

  /** Counts a refusal of somebody who is not known to hold a key. */
  void refused(DenialReason reason, Instant now) {
    if (usageLog != null) {
      long earlier = ofNobody.count(reason, hourOf(now));
      pending.addOfAll(UsageCount.outcomeOf(reason), earlier);
    }
  }

  /**
   * Counts a refusal of a key.
   *
   * @param owner null if unknown
   */
  void refused(DenialReason reason, UUID keyId, @Nullable Owner owner, Instant now) {
    if (usageLog == null) {
      return;
    }
    OfKey ofKey = ofKeys.get(keyId);
    if (ofKey == null) {
      if (ofKeys.size() >= MAX_REFUSED_KEYS) {
        refused(reason, now);
        return;
      }
      String account = owner == null ? null : owner.accountNumber();
      ofKey = ofKeys.computeIfAbsent(keyId, id -> new OfKey(account, new Refusals()));
    }
    long earlier = ofKey.refusals().count(reason, hourOf(now));
    pending.addOfKey(keyId, ofKey.accountNumber(), UsageCount.outcomeOf(reason), earlier);
  }

  private static long hourOf(Instant now) {
    return HourCount.hourOf(Micros.floor(now));
  }

  /** Whether a flush would write something down. */
  synchronized boolean isPending() {
    gather();
    return !pending.isEmpty();
  }

  /** Writes down what was counted. Never throws: a count that is not kept harms nobody. */
  synchronized void flush() {
    if (usageLog == null) {
      return;
    }
    try {
      gather();
      pending.writeTo(usageLog, calls);
      clean(usageLog);
    } catch (RuntimeException e) {
      log.warn("Could not write down how keys were used, will try again: {}", e.getMessage());
      log.debug("Could not write down how keys were used", e);
    }
  }

  private void gather() {
    ofNobody.take((reason, count) -> pending.addOfAll(UsageCount.outcomeOf(reason), count));
    ofKeys.forEach(
        (keyId, ofKey) -> {
          boolean isAny =
              ofKey
                  .refusals()
                  .take(
                      (reason, count) ->
                          pending.addOfKey(
                              keyId, ofKey.accountNumber(), UsageCount.outcomeOf(reason), count));
          if (!isAny) { // not in the flush before either, so nobody is about to count on it
            ofKeys.remove(keyId);
          }
        });
  }

  /** Once an hour, a bounded number of hours. */
  private void clean(UsageLog usageLog) {
    Instant now = clock.instant();
    if (cleanedInHour == hourOf(now)) {
      return;
    }
    int hours = 0;
    Instant before = now.minus(retention);
    while (hours < MAX_HOURS_REMOVED && calls.call(() -> usageLog.removeOldestHour(before)) > 0) {
      hours++;
    }
    if (hours < MAX_HOURS_REMOVED) { // else there is more to do at the next flush
      cleanedInHour = hourOf(now);
    }
  }

  private record OfKey(@Nullable String accountNumber, Refusals refusals) {}
}

package dev.sallyport.redis;

import static java.time.temporal.ChronoUnit.MICROS;

import dev.sallyport.authorization.RateLimit;
import dev.sallyport.authorization.RateLimit.Share;
import dev.sallyport.authorization.RateLimiter;
import dev.sallyport.key.AuthenticatedKey;
import io.lettuce.core.RedisCommandInterruptedException;
import io.lettuce.core.api.StatefulConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Rate limiter that counts requests of all nodes in Redis.
 *
 * <p>Quotas are token buckets that refill steadily, so there is no instant at which all clients
 * start over. A quota expires in Redis when it is full; a quota that Redis lost counts as full.
 *
 * <p>While Redis is unavailable, {@link FallbackRateLimits} apply. A request whose response did not
 * arrive in time may have been counted in Redis as well.
 */
final class ClusterRateLimiter implements RateLimiter {
  private final SupervisedConnection<StatefulConnection<String, String>> supervised;
  private final TokenBucketScript script;
  private final RateLimiter fallback;
  private final List<RateLimit> limits;
  private final List<String> names;
  private final String[] sizes;
  private final boolean hasAccountLimit;

  ClusterRateLimiter(
      SupervisedConnection<StatefulConnection<String, String>> supervised,
      TokenBucketScript script,
      String prefix,
      List<RateLimit> limits,
      RateLimiter fallback) {
    this.supervised = supervised;
    this.script = script;
    this.fallback = fallback;
    this.limits = List.copyOf(limits);
    this.hasAccountLimit = limits.stream().anyMatch(limit -> limit.share() == Share.ACCOUNT);
    this.names = limits.stream().map(limit -> name(prefix, limit)).toList();
    this.sizes =
        limits.stream()
            .flatMapToLong(limit -> LongStream.of(limit.requests(), micros(limit.window())))
            .mapToObj(String::valueOf)
            .toArray(String[]::new);
  }

  @Override
  public RateLimitResult tryAcquire(AuthenticatedKey key) {
    StatefulConnection<String, String> connection = supervised.usable();
    RateLimitResult count = connection == null ? null : ask(connection, key);
    return count == null ? fallback.tryAcquire(key) : count;
  }

  private @Nullable RateLimitResult ask(
      StatefulConnection<String, String> connection, AuthenticatedKey key) {
    try {
      return count(
          CallerThread.call(
              () -> script.run(LettuceClient.commands(connection), quotas(key), sizes)));
    } catch (RedisCommandInterruptedException e) {
      return null; // not a failure of Redis; the thread stays interrupted
    } catch (RuntimeException e) {
      supervised.reportFailure(connection, e);
      return null;
    }
  }

  /**
   * Returns the names of the quotas: one per key including its successors, or one per account. A
   * Redis Cluster places all of them in the slot of the text in braces, as the script requires.
   */
  private String[] quotas(AuthenticatedKey key) {
    String account = key.owner().accountId().replace("%", "%25").replace("}", "%7D");
    String slot = "{" + (hasAccountLimit ? account : key.groupId()) + "}";
    String[] quotas = new String[limits.size()];
    for (int i = 0; i < quotas.length; i++) {
      boolean isOfKey = limits.get(i).share() == Share.KEY;
      quotas[i] = names.get(i) + slot + (isOfKey ? key.groupId() : "");
    }
    return quotas;
  }

  private RateLimitResult count(List<Long> answer) {
    long waitMicros = answer.get(0);
    List<Quota> quotas = new ArrayList<>();
    for (int i = 0; i < limits.size(); i++) {
      RateLimit limit = limits.get(i);
      long remaining = answer.get(i + 1);
      Duration untilFull =
          limit.window().multipliedBy(limit.requests() - remaining).dividedBy(limit.requests());
      quotas.add(new Quota(limit.name(), limit.requests(), limit.window(), remaining, untilFull));
    }
    return new RateLimitResult(waitMicros == 0, Duration.of(waitMicros, MICROS), quotas);
  }

  /**
   * Returns a name that contains the limit itself, so that a changed limit of the same name starts
   * with a full quota.
   */
  private static String name(String prefix, RateLimit limit) {
    return "%s:quota:%s:%d/%ds:%s:"
        .formatted(
            prefix,
            limit.name(),
            limit.requests(),
            limit.window().toSeconds(),
            limit.share() == Share.KEY ? "key" : "account");
  }

  private static long micros(Duration window) {
    return window.toSeconds() * 1_000_000;
  }
}

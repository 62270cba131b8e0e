package dev.sallyport.testkit;

import dev.sallyport.authorization.RateLimit;
import dev.sallyport.authorization.RateLimit.Fallback;
import dev.sallyport.authorization.RateLimit.Share;
import dev.sallyport.authorization.RateLimiter;
import dev.sallyport.authorization.RateLimiter.Quota;
import dev.sallyport.authorization.RateLimiter.RateLimitResult;
import dev.sallyport.key.AuthenticatedKey;
import dev.sallyport.spi.Cluster;
import dev.sallyport.spi.Invalidation;
import dev.sallyport.spi.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Minimal cluster within one JVM, which ensures that the contract does not depend on a single
 * implementation.
 */
final class ClusterInOneJvm {
  private final Set<Member> members = ConcurrentHashMap.newKeySet();
  private final Map<String, Spent> spent = new HashMap<>();
  private volatile boolean isSeparated;

  Cluster join() {
    return new Member();
  }

  void separate(boolean isSeparated) {
    this.isSeparated = isSeparated;
  }

  private synchronized RateLimitResult take(List<RateLimit> limits, AuthenticatedKey key) {
    long now = System.nanoTime();
    List<Spent> quotas = limits.stream().map(limit -> refill(limit, key, now)).toList();
    Duration wait = Duration.ZERO;
    for (int i = 0; i < limits.size(); i++) {
      Duration one = quotas.get(i).waitForOne(limits.get(i));
      wait = one.compareTo(wait) > 0 ? one : wait;
    }
    boolean admitted = wait.isZero();
    List<Quota> result = new ArrayList<>();
    for (int i = 0; i < limits.size(); i++) {
      quotas.get(i).requests += admitted ? 1 : 0;
      result.add(quotas.get(i).of(limits.get(i)));
    }
    return new RateLimitResult(admitted, wait, result);
  }

  private Spent refill(RateLimit limit, AuthenticatedKey key, long now) {
    String of = limit.share() == Share.KEY ? key.groupId().toString() : key.owner().accountId();
    Spent quota = spent.computeIfAbsent(limit + " " + of, name -> new Spent());
    double refilled = (double) (now - quota.atNanos) / limit.window().toNanos() * limit.requests();
    quota.requests = Math.max(0, quota.requests - (quota.atNanos == 0 ? 0 : refilled));
    quota.atNanos = now;
    return quota;
  }

  private static final class Spent {
    double requests;
    long atNanos;

    Duration waitForOne(RateLimit limit) {
      double missing = Math.max(0, requests + 1 - limit.requests());
      return Duration.ofNanos((long) (missing / limit.requests() * limit.window().toNanos()));
    }

    Quota of(RateLimit limit) {
      long left = (long) (limit.requests() - requests + 1e-9);
      Duration untilFull =
          limit.window().multipliedBy(limit.requests() - left).dividedBy(limit.requests());
      return new Quota(limit.name(), limit.requests(), limit.window(), left, untilFull);
    }
  }

  private final class Member implements Cluster {
    private final ExecutorService executor = Executors.newSingleThreadExecutor();
    private volatile Consumer<Invalidation> listener = change -> {};

    @Override
    public void subscribe(Consumer<Invalidation> listener) {
      this.listener = listener;
      members.add(this);
    }

    @Override
    public void publish(Invalidation change) {
      if (!isSeparated && members.contains(this)) {
        members.forEach(member -> member.executor.execute(() -> member.listener.accept(change)));
      }
    }

    @Override
    public RateLimiter limiter(
        List<RateLimit> limits, Function<List<RateLimit>, RateLimiter> alone) {
      List<RateLimit> local =
          limits.stream().filter(limit -> limit.fallback() == Fallback.LOCAL).toList();
      RateLimiter onlyHere = local.isEmpty() ? RateLimiter.unlimited() : alone.apply(local);
      boolean isClosed = limits.stream().anyMatch(limit -> limit.fallback() == Fallback.CLOSED);
      return key -> {
        if (isSeparated && isClosed) {
          throw new StoreException("separated");
        }
        return isSeparated ? onlyHere.tryAcquire(key) : take(limits, key);
      };
    }

    @Override
    public State state() {
      return isSeparated ? State.DISCONNECTED : State.CONNECTED;
    }

    @Override
    public void close() {
      members.remove(this);
      executor.shutdown();
    }
  }
}

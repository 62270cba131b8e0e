package dev.sallyport.testkit;

import static dev.sallyport.testkit.TestKeys.NOW;
import static dev.sallyport.testkit.TestKeys.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.authorization.RateLimit;
import dev.sallyport.authorization.RateLimiter;
import dev.sallyport.authorization.RateLimiter.Quota;
import dev.sallyport.authorization.RateLimiter.RateLimitResult;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.AuthenticatedKey;
import dev.sallyport.key.Owner;
import dev.sallyport.key.RotationInfo;
import dev.sallyport.spi.Cluster;
import dev.sallyport.spi.StoreException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Contract of rate limits that the nodes of a cluster count together. Part of {@link
 * ClusterContract}.
 */
abstract class ClusterRateLimitContract {
  private static final String ALONE = "alone";
  private static final int THREADS = 16;

  private final ClusterContract cluster;

  ClusterRateLimitContract(ClusterContract cluster) {
    this.cluster = cluster;
  }

  @Test
  final void countsRequestsOfAllNodes() {
    RateLimit limit = RateLimit.parse("key:3/1d");
    RateLimiter one = limiter(limit);
    RateLimiter other = limiter(limit);
    AuthenticatedKey key = authenticated(key());
    assertThat(admitted(one, key)).isTrue();
    assertThat(admitted(other, key)).isTrue();
    assertThat(admitted(one, key)).isTrue();
    assertThat(admitted(other, key)).isFalse();
    assertThat(admitted(one, key)).isFalse();
  }

  @Test
  final void admitsExactlyTheLimitUnderConcurrency() throws Exception {
    int requests = 100;
    RateLimit limit = RateLimit.parse("account:" + requests + "/31d");
    List<RateLimiter> limiters = List.of(limiter(limit), limiter(limit));
    AuthenticatedKey key = authenticated(key());
    List<Long> admitted =
        ConcurrentTasks.call(
            2 * THREADS,
            number ->
                IntStream.range(0, 10)
                    .filter(i -> admitted(limiters.get(number % limiters.size()), key))
                    .count());
    assertThat(admitted.stream().mapToLong(it -> it).sum()).isEqualTo(requests);
  }

  @Test
  final void aKeyAndItsSuccessorsShareAQuota() {
    RateLimiter limiter = limiter(RateLimit.parse("key:2/1d"));
    ApiKey first = key();
    ApiKey second = successor(first);
    ApiKey third = successor(second);
    assertThat(admitted(limiter, authenticated(first))).isTrue();
    assertThat(admitted(limiter, authenticated(second))).isTrue();
    assertThat(admitted(limiter, authenticated(third))).isFalse();
    assertThat(admitted(limiter, authenticated(key()))).isTrue();
  }

  @Test
  final void allKeysOfAnAccountShareAQuota() {
    RateLimiter limiter = limiter(RateLimit.parse("account:2/1d"));
    Owner colleague = new Owner(TestKeys.OWNER.accountId(), "colleague");
    Owner namesake = new Owner("0000-0000-0001", TestKeys.OWNER.userId());
    assertThat(admitted(limiter, authenticated(key()))).isTrue();
    assertThat(admitted(limiter, authenticated(key(colleague, NOW)))).isTrue();
    assertThat(admitted(limiter, authenticated(key()))).isFalse();
    assertThat(admitted(limiter, authenticated(key(namesake, NOW)))).isTrue();
  }

  @Test
  final void distinguishesLimitsWithSimilarNames() {
    AuthenticatedKey key = authenticated(key());
    for (String text :
        List.of("key=account:1/1d", "account=key:1/1d", "key-1=key:1/1d", "key=key:11/1d")) {
      RateLimiter limiter = limiter(RateLimit.parse(text));
      assertThat(admitted(limiter, key)).as(text).isTrue();
    }
  }

  @Test
  final void takesFromEveryQuotaOrFromNone() {
    RateLimit scarce = RateLimit.parse("key:1/1d");
    RateLimit ample = RateLimit.parse("account:10/1d");
    RateLimiter both = limiter(ample, scarce);
    AuthenticatedKey key = authenticated(key());
    assertThat(remaining(both.tryAcquire(key))).containsExactly(9L, 0L);
    for (int i = 0; i < 3; i++) {
      RateLimitResult denied = both.tryAcquire(key);
      assertThat(denied.admitted()).isFalse();
      assertThat(remaining(denied)).containsExactly(9L, 0L);
    }
    assertThat(remaining(limiter(ample).tryAcquire(key))).containsExactly(8L);
  }

  @Test
  final void returnsTheStateOfQuotas() {
    RateLimiter limiter = limiter(RateLimit.parse("burst=key:2/10h"));
    AuthenticatedKey key = authenticated(key());
    assertThat(limiter.tryAcquire(key))
        .isEqualTo(
            new RateLimitResult(true, Duration.ZERO, List.of(burst(1, Duration.ofHours(5)))));
    assertThat(limiter.tryAcquire(key).quotas()).containsExactly(burst(0, Duration.ofHours(10)));
    RateLimitResult denied = limiter.tryAcquire(key);
    assertThat(denied.admitted()).isFalse();
    assertThat(denied.quotas()).containsExactly(burst(0, Duration.ofHours(10)));
    assertThat(denied.retryAfter())
        .isLessThanOrEqualTo(Duration.ofHours(5))
        .isGreaterThan(Duration.ofHours(5).minus(ClusterContract.TIMEOUT));
  }

  @Test
  final void returnsTheLongestWait() {
    RateLimiter limiter = limiter(RateLimit.parse("key:1/2h"), RateLimit.parse("account:1/1h"));
    limiter.tryAcquire(authenticated(key()));
    Duration ofAccount = limiter.tryAcquire(authenticated(key())).retryAfter();
    assertThat(ofAccount)
        .isBetween(Duration.ofHours(1).minus(ClusterContract.TIMEOUT), Duration.ofHours(1));
    AuthenticatedKey key = authenticated(key(new Owner("0000-0000-0001", "x"), NOW));
    limiter.tryAcquire(key);
    Duration ofBoth = limiter.tryAcquire(key).retryAfter();
    assertThat(ofBoth)
        .isBetween(Duration.ofHours(2).minus(ClusterContract.TIMEOUT), Duration.ofHours(2));
  }

  @Test
  final void admitsAgainAfterARefill() {
    RateLimiter limiter = limiter(RateLimit.parse("key:1/1s"));
    AuthenticatedKey key = authenticated(key());
    assertThat(admitted(limiter, key)).isTrue();
    ClusterContract.eventually(() -> admitted(limiter, key));
  }

  @Test
  final void countsLocalLimitsOnTheNodeWhileSeparated() {
    RateLimiter limiter =
        limiter(RateLimit.parse("key:2/1d"), RateLimit.parse("account:9/1d;open"));
    AuthenticatedKey key = authenticated(key());
    assertThat(limiter.tryAcquire(key).quotas()).hasSize(2);
    cluster.separate();
    RateLimitResult first = limiter.tryAcquire(key);
    assertThat(first.admitted()).isTrue();
    assertThat(first.quotas()).extracting(Quota::policy).containsExactly(ALONE);
    assertThat(admitted(limiter, key)).isTrue();
    assertThat(admitted(limiter, key)).isFalse();
  }

  @Test
  final void admitsEverythingWithOpenLimitsWhileSeparated() {
    RateLimiter limiter = limiter(RateLimit.parse("key:1/1d;open"));
    AuthenticatedKey key = authenticated(key());
    limiter.tryAcquire(key);
    assertThat(admitted(limiter, key)).isFalse();
    cluster.separate();
    for (int i = 0; i < 5; i++) {
      assertThat(limiter.tryAcquire(key)).isEqualTo(RateLimitResult.UNLIMITED);
    }
  }

  @Test
  final void deniesEverythingWithAClosedLimitWhileSeparated() {
    RateLimiter limiter =
        limiter(
            RateLimit.parse("key:9/1d"),
            RateLimit.parse("burst=key:9/1d;open"),
            RateLimit.parse("account:9/1d;closed"));
    AuthenticatedKey key = authenticated(key());
    assertThat(admitted(limiter, key)).isTrue();
    cluster.separate();
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> limiter.tryAcquire(key)).isInstanceOf(StoreException.class);
    }
  }

  @Test
  final void countsInTheClusterAgainWhenReunited() {
    RateLimit limit = RateLimit.parse("key:1000000/31d");
    RateLimiter one = limiter(limit);
    RateLimiter other = limiter(limit);
    AuthenticatedKey key = authenticated(key());
    cluster.separate();
    assertThat(isShared(one.tryAcquire(key))).isFalse();
    assertThat(isShared(other.tryAcquire(key))).isFalse();
    cluster.reunite();
    ClusterContract.eventually(() -> isShared(one.tryAcquire(key)));
    ClusterContract.eventually(() -> isShared(other.tryAcquire(key)));
    long left = remaining(one.tryAcquire(key)).get(0);
    assertThat(remaining(other.tryAcquire(key))).containsExactly(left - 1);
  }

  @Test
  final void joinsWhileSeparatedAndCountsInTheClusterLater() {
    RateLimit limit = RateLimit.parse("key:1000000/31d");
    cluster.separate();
    RateLimiter limiter = limiter(limit);
    AuthenticatedKey key = authenticated(key());
    assertThat(isShared(limiter.tryAcquire(key))).isFalse();
    cluster.reunite();
    ClusterContract.eventually(() -> isShared(limiter.tryAcquire(key)));
  }

  private RateLimiter limiter(RateLimit... limits) {
    Cluster member = cluster.member();
    member.subscribe(change -> {});
    return member.limiter(Arrays.asList(limits), ClusterRateLimitContract::alone);
  }

  /** Returns a limiter that never refills and whose quotas are recognized by their name. */
  private static RateLimiter alone(List<RateLimit> limits) {
    int requests = limits.stream().mapToInt(RateLimit::requests).min().orElseThrow();
    ConcurrentHashMap<UUID, Integer> counts = new ConcurrentHashMap<>();
    return key -> {
      int left = requests - counts.merge(key.groupId(), 1, Integer::sum);
      List<Quota> quotas =
          limits.stream()
              .map(it -> new Quota(ALONE, requests, it.window(), Math.max(0, left), it.window()))
              .toList();
      return new RateLimitResult(left >= 0, left >= 0 ? Duration.ZERO : Duration.ofDays(1), quotas);
    };
  }

  private static boolean isShared(RateLimitResult count) {
    return count.quotas().stream().noneMatch(quota -> quota.policy().equals(ALONE));
  }

  private static boolean admitted(RateLimiter limiter, AuthenticatedKey key) {
    return limiter.tryAcquire(key).admitted();
  }

  private static List<Long> remaining(RateLimitResult count) {
    return count.quotas().stream().map(Quota::remaining).toList();
  }

  private static Quota burst(long remaining, Duration untilFull) {
    return new Quota("burst", 2, Duration.ofHours(10), remaining, untilFull);
  }

  private static ApiKey successor(ApiKey key) {
    return key().toBuilder().rotation(RotationInfo.after(key, null)).build();
  }

  private static AuthenticatedKey authenticated(ApiKey key) {
    return AuthenticatedKey.of(key);
  }
}

package dev.sallyport.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Results of the script at instants that the test sets. */
class TokenBucketScriptTest {
  private static final long SECOND = 1_000_000;
  private static final TestRedis REDIS = TestRedis.start();
  private static final Console CONSOLE = new Console(REDIS);

  /** A quarter of a second after a full second, in 2026. */
  private static final long NOW = 1_795_000_000_250_000L;

  private static final String TEXT =
      TokenBucketScript.read()
          .replace("redis.call('TIME')", "{ARGV[#KEYS * 2 + 1], ARGV[#KEYS * 2 + 2]}");

  /** Redis expires keys by its own clock, so the script passes seconds instead of milliseconds. */
  private TokenBucketScript script = script(TEXT.replace("'PX'", "'EX'"));

  private final String quota = "test:" + UUID.randomUUID();
  private long now = NOW;

  @AfterAll
  static void stop() {
    CONSOLE.close();
    REDIS.close();
  }

  @Test
  void takesUntilNoneIsLeft() {
    assertThat(tryAcquire(3, 30 * SECOND)).containsExactly(0L, 2L);
    assertThat(tryAcquire(3, 30 * SECOND)).containsExactly(0L, 1L);
    assertThat(tryAcquire(3, 30 * SECOND)).containsExactly(0L, 0L);
    assertThat(tryAcquire(3, 30 * SECOND)).containsExactly(10 * SECOND, 0L);
  }

  @Test
  void refillsSteadily() {
    takeAll(3, 30 * SECOND);
    now += 10 * SECOND - 1;
    assertThat(tryAcquire(3, 30 * SECOND)).containsExactly(1L, 0L);
    now += 1;
    assertThat(tryAcquire(3, 30 * SECOND)).containsExactly(0L, 0L);
    now += 25 * SECOND;
    assertThat(tryAcquire(3, 30 * SECOND)).containsExactly(0L, 1L);
    now += 3600 * SECOND;
    assertThat(tryAcquire(3, 30 * SECOND)).containsExactly(0L, 2L);
  }

  /** Bucket4j counts requests if there is no cluster. */
  @Test
  void countsLikeASingleNode() {
    Random random = new Random(9);
    for (int round = 0; round < 40; round++) {
      int size = 1 + random.nextInt(20);
      long windowSeconds = random.nextLong(1, 100);
      String key = quota + round;
      Bucket bucket = bucket(size, windowSeconds);
      for (int i = 0; i < 100; i++) {
        now += random.nextInt(3) == 0 ? 0 : random.nextLong(2 * windowSeconds * SECOND / size);
        ConsumptionProbe expected = bucket.tryConsumeAndReturnRemaining(1);
        List<Long> answer = tryAcquire(key, size, windowSeconds * SECOND);
        assertThat(answer.get(0) == 0).isEqualTo(expected.isConsumed());
        assertThat(answer.get(1)).isEqualTo(expected.getRemainingTokens());
        assertThat(answer.get(0) * 1000 - expected.getNanosToWaitForRefill()).isBetween(0L, 2000L);
      }
    }
  }

  @Test
  void isExactForTheLongestWindowAndTheMostRequests() {
    long most = 999_999_999;
    assertThat(tryAcquire(most, 1 * SECOND)).containsExactly(0L, most - 1L);
    assertThat(tryAcquire(most, 1 * SECOND)).containsExactly(0L, most - 2L);
    String slow = quota + "slow";
    long month = 31L * 86_400 * SECOND;
    assertThat(tryAcquire(slow, 1, month)).containsExactly(0L, 0L);
    assertThat(tryAcquire(slow, 1, month)).containsExactly(month, 0L);
    now += month - 1;
    assertThat(tryAcquire(slow, 1, month)).containsExactly(1L, 0L);
    now += 1;
    assertThat(tryAcquire(slow, 1, month)).containsExactly(0L, 0L);
  }

  @Test
  void takesFromAllOrFromNone() {
    String[] both = {quota, quota + "other"};
    assertThat(run(both, 5, 10 * SECOND, 1, 40 * SECOND)).containsExactly(0L, 4L, 0L);
    String before = CONSOLE.commands().get(quota);
    assertThat(run(both, 5, 10 * SECOND, 1, 40 * SECOND)).containsExactly(40 * SECOND, 4L, 0L);
    assertThat(CONSOLE.commands().get(quota)).isEqualTo(before);
    assertThat(tryAcquire(5, 10 * SECOND)).containsExactly(0L, 3L);
  }

  @Test
  void deniesWithoutWriting() {
    takeAll(2, 600 * SECOND);
    long writes = CONSOLE.calls("set");
    String before = CONSOLE.commands().get(quota);
    for (int i = 0; i < 10; i++) {
      now += SECOND;
      assertThat(tryAcquire(2, 600 * SECOND).get(0)).isEqualTo((299 - i) * SECOND);
    }
    assertThat(CONSOLE.calls("set")).isEqualTo(writes);
    assertThat(CONSOLE.commands().get(quota)).isEqualTo(before);
  }

  @Test
  void keepsAQuotaUntilItIsFullAgain() {
    script = script(TEXT);
    tryAcquire(10, 100 * SECOND);
    assertThat(CONSOLE.commands().pttl(quota)).isBetween(1L, 10_001L);
    takeAll(10, 100 * SECOND);
    assertThat(CONSOLE.commands().pttl(quota)).isBetween(60_000L, 100_001L);
    tryAcquire(quota + "quick", 999_999_999, SECOND);
    assertThat(CONSOLE.commands().pttl(quota + "quick")).isLessThanOrEqualTo(2);
  }

  @Test
  void invalidValuesCountAsFullQuotas() {
    for (String nonsense :
        List.of("", "x", "nan 5", "inf 5", "-inf 5", "1e999 5", "-5 5", "1 2 3", "0x10 1", "1")) {
      CONSOLE.commands().set(quota, nonsense);
      assertThat(tryAcquire(3, 30 * SECOND)).as(nonsense).containsExactly(0L, 2L);
    }
    CONSOLE.commands().del(quota);
    CONSOLE.commands().hset(quota, "a", "b");
    assertThat(tryAcquire(3, 30 * SECOND)).containsExactly(0L, 2L);
    assertThat(CONSOLE.commands().get(quota)).isEqualTo("1 " + now);
  }

  @Test
  void overdrawnQuotasCountAsEmpty() {
    CONSOLE.commands().set(quota, "1e300 " + now);
    assertThat(tryAcquire(3, 30 * SECOND)).containsExactly(10 * SECOND, 0L);
  }

  @Test
  void settingTheClockBackDoesNotExtendTheWait() {
    takeAll(2, 20 * SECOND);
    now -= 86_400 * SECOND;
    assertThat(tryAcquire(2, 20 * SECOND)).containsExactly(10 * SECOND, 0L);
    now += 10 * SECOND;
    assertThat(tryAcquire(2, 20 * SECOND)).containsExactly(0L, 0L);
  }

  @Test
  void isSentAgainAfterRedisFlushedIt() {
    tryAcquire(3, 30 * SECOND);
    CONSOLE.commands().scriptFlush();
    assertThat(tryAcquire(3, 30 * SECOND)).containsExactly(0L, 1L);
  }

  private static TokenBucketScript script(String text) {
    return new TokenBucketScript(text, Duration.ofSeconds(10));
  }

  private void takeAll(int size, long window) {
    while (tryAcquire(size, window).get(0) == 0) {
      assertThat(now).isPositive();
    }
  }

  private List<Long> tryAcquire(long size, long window) {
    return tryAcquire(quota, size, window);
  }

  private List<Long> tryAcquire(String key, long size, long window) {
    return run(new String[] {key}, size, window);
  }

  private List<Long> run(String[] keys, long... sizes) {
    List<String> arguments = new ArrayList<>();
    for (long size : sizes) {
      arguments.add(String.valueOf(size));
    }
    arguments.add(String.valueOf(now / SECOND));
    arguments.add(String.valueOf(now % SECOND));
    return script.run(CONSOLE.connection().async(), keys, arguments.toArray(String[]::new));
  }

  private Bucket bucket(int size, long windowSeconds) {
    TimeMeter time =
        new TimeMeter() {
          @Override
          public long currentTimeNanos() {
            return now * 1000;
          }

          @Override
          public boolean isWallClockBased() {
            return true;
          }
        };
    return Bucket.builder()
        .withCustomTimePrecision(time)
        .addLimit(
            Bandwidth.builder()
                .capacity(size)
                .refillGreedy(size, Duration.ofSeconds(windowSeconds))
                .build())
        .build();
  }
}

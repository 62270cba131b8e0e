package dev.sallyport.testkit;

import static dev.sallyport.testkit.TestKeys.OWNER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sallyport.audit.UsageCount;
import dev.sallyport.audit.UsageSubject;
import dev.sallyport.authorization.DenialReason;
import dev.sallyport.spi.UsageLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Contract of every {@link UsageLog}. Extend this class and return an empty log for each test.
 *
 * <pre>{@code
 * class MyUsageLogTest extends UsageLogContract {
 *   private final UsageLog log = new MyUsageLog();
 *
 *   @Override
 *   protected UsageLog log() {
 *     return log;
 *   }
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
public abstract class UsageLogContract {
  private static final int THREADS = 12;
  private static final int TIMES = 5;
  private static final Duration HOUR = Duration.ofHours(1);

  /** An hour that, as local time, does not exist or exists twice when clocks are changed. */
  private static final Instant TEN = Instant.parse("2026-03-29T01:00:00Z");

  private static final String EXPIRED = UsageCount.outcomeOf(DenialReason.KEY_EXPIRED);
  private static final UsageSubject KEY = UsageSubject.key(UUID.randomUUID());
  private static final UsageSubject ACCOUNT = UsageSubject.account(OWNER.accountId());

  /**
   * Returns the log under test, which is empty at the start of a test and the same within a test.
   */
  protected abstract UsageLog log();

  @Test
  final void readsAddedCountsInOrder() {
    List<UsageCount> counts =
        List.of(
            authenticated(KEY, TEN, 7),
            new UsageCount(KEY, TEN, EXPIRED, 1),
            authenticated(KEY, TEN.plus(HOUR), Long.MAX_VALUE / 2),
            authenticated(KEY, Instant.EPOCH, 1));
    log().add(counts);
    assertThat(log().read(KEY, Instant.EPOCH, TEN.plus(HOUR).plus(HOUR)))
        .containsExactly(counts.get(3), counts.get(0), counts.get(1), counts.get(2));
  }

  @Test
  final void storesTheLongestValues() {
    UsageSubject subject = new UsageSubject("s".repeat(UsageSubject.MAX_NAME));
    UsageCount count = new UsageCount(subject, TEN, "o".repeat(UsageCount.MAX_OUTCOME), 1);
    log().add(List.of(count));
    assertThat(log().read(subject, TEN, TEN.plus(HOUR))).containsExactly(count);
  }

  @Test
  final void storesEveryReason() {
    List<UsageCount> counts = new ArrayList<>();
    for (DenialReason reason : DenialReason.values()) {
      counts.add(new UsageCount(KEY, TEN, UsageCount.outcomeOf(reason), 1));
    }
    log().add(counts);
    assertThat(log().read(KEY, TEN, TEN.plus(HOUR))).containsExactlyInAnyOrderElementsOf(counts);
  }

  @Test
  final void addsToExistingCounts() {
    log().add(List.of(authenticated(KEY, TEN, 7), authenticated(ACCOUNT, TEN, 7)));
    log().add(List.of(authenticated(KEY, TEN.plusSeconds(3599), 5)));
    log()
        .add(
            List.of(
                authenticated(KEY, TEN, 1),
                authenticated(KEY, TEN, 1),
                authenticated(KEY, TEN, 2)));
    assertThat(readAll(KEY)).containsExactly(authenticated(KEY, TEN, 16));
    assertThat(readAll(ACCOUNT)).containsExactly(authenticated(ACCOUNT, TEN, 7));
  }

  @Test
  final void addsToExistingAndNewCountsInOneCall() {
    UsageSubject other = UsageSubject.key(UUID.randomUUID());
    log().add(List.of(authenticated(KEY, TEN, 1)));
    log()
        .add(
            List.of(
                authenticated(other, TEN, 1),
                authenticated(KEY, TEN, 1),
                new UsageCount(KEY, TEN, EXPIRED, 1),
                authenticated(KEY, TEN.plus(HOUR), 1)));
    assertThat(readAll(KEY))
        .containsExactly(
            authenticated(KEY, TEN, 2),
            new UsageCount(KEY, TEN, EXPIRED, 1),
            authenticated(KEY, TEN.plus(HOUR), 1));
    assertThat(readAll(other)).containsExactly(authenticated(other, TEN, 1));
  }

  @Test
  final void readsNoCountsOfOtherSubjects() {
    log().add(List.of(authenticated(KEY, TEN, 1)));
    assertThat(readAll(UsageSubject.key(UUID.randomUUID()))).isEmpty();
    assertThat(readAll(new UsageSubject("KEY" + KEY.name().substring(3)))).isEmpty();
    assertThat(readAll(new UsageSubject("key:%"))).isEmpty();
    assertThat(readAll(UsageSubject.ALL)).isEmpty();
  }

  @Test
  final void readsWholeHours() {
    List<UsageCount> hours =
        IntStream.range(0, 4)
            .mapToObj(i -> authenticated(KEY, TEN.plus(HOUR.multipliedBy(i)), 1))
            .toList();
    log().add(hours);
    assertThat(log().read(KEY, TEN.plus(HOUR), TEN.plus(HOUR.multipliedBy(3))))
        .isEqualTo(hours.subList(1, 3));
    assertThat(log().read(KEY, TEN.plusSeconds(1), TEN.plus(HOUR).plusNanos(1)))
        .isEqualTo(hours.subList(0, 2));
    assertThat(log().read(KEY, TEN, TEN)).isEmpty();
    assertThat(log().read(KEY, TEN.plus(HOUR), TEN)).isEmpty();
  }

  @Test
  final void removesOldHoursOneByOne() {
    log()
        .add(
            List.of(
                authenticated(KEY, TEN, 1),
                authenticated(ACCOUNT, TEN, 1),
                authenticated(KEY, TEN.plus(HOUR), 1),
                authenticated(KEY, TEN.plus(HOUR.multipliedBy(2)), 1)));
    assertThat(log().removeOldestHour(TEN)).isZero();
    assertThat(log().removeOldestHour(TEN.plus(HOUR).plusNanos(1))).isEqualTo(2);
    assertThat(readAll(KEY)).hasSize(2);
    assertThat(readAll(ACCOUNT)).isEmpty();
    assertThat(log().removeOldestHour(TEN.plus(HOUR).plusNanos(1))).isEqualTo(1);
    assertThat(log().removeOldestHour(TEN.plus(HOUR).plusNanos(1))).isZero();
    assertThat(readAll(KEY)).hasSize(1);
    log().add(List.of(authenticated(KEY, TEN, 1)));
    assertThat(readAll(KEY)).hasSize(2);
  }

  @Test
  final void losesNoConcurrentAdditions() throws Exception {
    List<UsageSubject> keys =
        IntStream.range(0, 40).mapToObj(i -> UsageSubject.key(UUID.randomUUID())).toList();
    ConcurrentTasks.call(
        THREADS,
        number -> {
          for (int time = 0; time < TIMES; time++) {
            List<UsageCount> counts = new ArrayList<>();
            counts.add(authenticated(UsageSubject.ALL, TEN, number + 1L));
            keys.forEach(key -> counts.add(authenticated(key, TEN, 1 + number % 3)));
            Collections.rotate(counts, number);
            log().add(counts);
          }
          return true;
        });
    assertThat(readAll(UsageSubject.ALL))
        .containsExactly(
            authenticated(UsageSubject.ALL, TEN, TIMES * THREADS * (THREADS + 1L) / 2));
    for (UsageSubject key : keys) {
      assertThat(readAll(key)).containsExactly(authenticated(key, TEN, TIMES * THREADS * 2L));
    }
  }

  @Test
  final void acceptsTheMaximumNumberOfCountsPerCall() {
    List<UsageCount> counts = new ArrayList<>();
    for (int i = 0; i < UsageLog.MAX_AT_ONCE; i++) {
      counts.add(authenticated(UsageSubject.key(new UUID(0, i)), TEN, i + 1L));
    }
    log().add(counts);
    assertThat(readAll(UsageSubject.key(new UUID(0, 499)))).hasSize(1);
    counts.add(authenticated(KEY, TEN, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> log().add(counts));
    log().add(List.of());
  }

  private List<UsageCount> readAll(UsageSubject subject) {
    return log().read(subject, TEN.minus(HOUR), TEN.plus(Duration.ofDays(1)));
  }

  private static UsageCount authenticated(UsageSubject subject, Instant hour, long requests) {
    return new UsageCount(subject, hour, UsageCount.AUTHENTICATED, requests);
  }
}

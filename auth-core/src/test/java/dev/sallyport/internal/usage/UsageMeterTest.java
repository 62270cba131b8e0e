package dev.sallyport.internal.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.SallyportBuilder;
import dev.sallyport.SallyportFixture;
import dev.sallyport.audit.UsageCount;
import dev.sallyport.audit.UsageReport;
import dev.sallyport.audit.UsageReport.Denials;
import dev.sallyport.audit.UsageReport.Slice;
import dev.sallyport.audit.UsageReports;
import dev.sallyport.audit.UsageSubject;
import dev.sallyport.authentication.AuthenticationResult.Denied;
import dev.sallyport.authorization.DenialReason;
import dev.sallyport.key.ApiKeyPrincipal;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.memory.InMemoryBackend;
import dev.sallyport.spi.StoreException;
import dev.sallyport.spi.UsageLog;
import dev.sallyport.token.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class UsageMeterTest {
  private static final int THREADS = 8;
  private static final int REQUESTS = 500;

  private final Flaky log = new Flaky();

  @Test
  void countsByKeyAccountAndAllInTheHourOfTheRequest() {
    try (SallyportFixture fixture = sallyport()) {
      Created one = fixture.create();
      Created other = fixture.create();
      Instant start = fixture.clock.instant();
      for (int i = 0; i < 3; i++) {
        assertThat(fixture.opensTo(one.token())).isTrue();
      }
      fixture.opensTo(other.token());
      fixture.clock.advance(Duration.ofHours(2));
      fixture.opensTo(one.token());
      fixture.sallyport.flush();
      UsageReport ofKey = read(fixture, UsageSubject.key(one.key().id()), start);
      assertThat(ofKey.slices()).extracting(Slice::authenticated).containsExactly(3L, 0L, 1L);
      UsageSubject account = UsageSubject.account(SallyportFixture.OWNER.accountId());
      assertThat(read(fixture, account, start).slices())
          .extracting(Slice::authenticated)
          .containsExactly(4L, 0L, 1L);
      assertThat(read(fixture, UsageSubject.ALL, start).authenticated()).isEqualTo(5);
      assertThat(ofKey.denied()).isZero();
    }
  }

  @Test
  void countsEveryRequestOnceAcrossFlushes() {
    try (SallyportFixture fixture = sallyport()) {
      Created key = fixture.create();
      for (int i = 0; i < 4; i++) {
        fixture.opensTo(key.token());
        fixture.opensTo(key.token());
        fixture.sallyport.flush();
      }
      fixture.sallyport.flush();
      assertThat(authenticated(fixture, key)).isEqualTo(8);
    }
  }

  @Test
  void countsRequestsWithUncachedTokens() {
    try (SallyportFixture fixture = sallyport(parts -> parts.setting("verified-tokens", "0"))) {
      Created key = fixture.create();
      for (int i = 0; i < 3; i++) {
        fixture.opensTo(key.token());
      }
      fixture.sallyport.flush();
      assertThat(authenticated(fixture, key)).isEqualTo(3);
    }
  }

  @Test
  void losesNothingUnderConcurrency() throws Exception {
    try (SallyportFixture fixture = sallyport()) {
      Created key = fixture.create();
      fixture.opensTo(key.token());
      ExecutorService pool = Executors.newFixedThreadPool(THREADS);
      CountDownLatch ready = new CountDownLatch(THREADS);
      List<Future<?>> working = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        working.add(
            pool.submit(
                () -> {
                  ready.countDown();
                  ready.await();
                  for (int i = 0; i < REQUESTS; i++) {
                    fixture.opensTo(key.token());
                    fixture.check(Secret.of("malformed"));
                  }
                  return true;
                }));
      }
      while (!working.stream().allMatch(Future::isDone)) {
        fixture.sallyport.flush();
      }
      for (Future<?> work : working) {
        work.get();
      }
      pool.shutdown();
      fixture.sallyport.flush();
      assertThat(authenticated(fixture, key)).isEqualTo(THREADS * REQUESTS + 1);
      assertThat(readAll(fixture, UsageSubject.ALL).denied()).isEqualTo(THREADS * REQUESTS);
    }
  }

  @Test
  void countsDenialsByReason() {
    try (SallyportFixture fixture = sallyport()) {
      Created key = fixture.create();
      UUID id = key.key().id();
      fixture.sallyport.keys().deactivate(id);
      fixture.check(key.token());
      fixture.check(key.token());
      fixture.check(Secret.of("malformed"));
      fixture.sallyport.authenticator().deny(DenialReason.NO_CREDENTIALS);
      fixture.sallyport.authenticator().deny(DenialReason.NO_CREDENTIALS);
      fixture.sallyport.authenticator().deny(DenialReason.NO_CREDENTIALS);
      fixture.sallyport.flush();
      assertThat(readAll(fixture, UsageSubject.ALL).denials())
          .containsExactly(
              new Denials("no-credentials", 3),
              new Denials("key-inactive", 2),
              new Denials("malformed-token", 1));
      List<Denials> ofKey = List.of(new Denials("key-inactive", 2));
      assertThat(readAll(fixture, UsageSubject.key(id)).denials()).isEqualTo(ofKey);
      UsageSubject account = UsageSubject.account(SallyportFixture.OWNER.accountId());
      assertThat(readAll(fixture, account).denials()).isEqualTo(ofKey);
      assertThat(readAll(fixture, account).authenticated()).isZero();
    }
  }

  @Test
  void countsDenialsInTheirHourAndRemovesIdleCounters() {
    try (SallyportFixture fixture = sallyport()) {
      Created key = fixture.create();
      fixture.sallyport.keys().deactivate(key.key().id());
      Instant start = fixture.clock.instant();
      fixture.check(key.token());
      fixture.check(Secret.of("malformed"));
      fixture.clock.advance(Duration.ofHours(1));
      fixture.check(key.token());
      fixture.check(Secret.of("malformed"));
      fixture.sallyport.flush();
      fixture.sallyport.flush();
      fixture.check(key.token());
      fixture.sallyport.flush();
      assertThat(read(fixture, UsageSubject.key(key.key().id()), start).slices())
          .extracting(Slice::denied)
          .containsExactly(1L, 2L, 0L);
      assertThat(read(fixture, UsageSubject.ALL, start).slices())
          .extracting(Slice::denied)
          .containsExactly(2L, 3L, 0L);
    }
  }

  @Test
  void countsADenialByALaterRuleForItsAccount() {
    try (SallyportFixture fixture = sallyport()) {
      Created key = fixture.create();
      fixture.opensTo(key.token());
      Denied denied = new Denied(DenialReason.INSUFFICIENT_SCOPE, key.key().id());
      fixture.sallyport.authenticator().deny(ApiKeyPrincipal.of(key.key()), denied);
      fixture.sallyport.flush();
      UsageSubject account = UsageSubject.account(SallyportFixture.OWNER.accountId());
      assertThat(readAll(fixture, account).authenticated()).isEqualTo(1);
      assertThat(readAll(fixture, account).denials())
          .containsExactly(new Denials("insufficient-scope", 1));
    }
  }

  @Test
  void closeWritesPendingCounts() {
    SallyportFixture fixture = sallyport();
    Created key = fixture.create();
    fixture.opensTo(key.token());
    fixture.check(Secret.of("malformed"));
    log.failures.set(1);
    fixture.close();
    assertThat(authenticated(fixture, key)).isEqualTo(1);
    assertThat(readAll(fixture, UsageSubject.ALL).denied()).isEqualTo(1);
  }

  @Test
  void retriesFailedWrites() {
    try (SallyportFixture fixture = sallyport()) {
      Created key = fixture.create();
      fixture.opensTo(key.token());
      log.failures.set(1);
      fixture.sallyport.flush();
      assertThat(authenticated(fixture, key)).isZero();
      fixture.opensTo(key.token());
      fixture.store.readOnly = true;
      fixture.sallyport.flush();
      fixture.store.readOnly = false;
      fixture.sallyport.flush();
      assertThat(authenticated(fixture, key)).isEqualTo(2);
    }
  }

  @Test
  void writesInBatches() {
    try (SallyportFixture fixture = sallyport()) {
      List<Created> keys = new ArrayList<>();
      for (int i = 0; i < UsageLog.MAX_AT_ONCE; i++) {
        keys.add(fixture.create());
      }
      keys.forEach(key -> fixture.opensTo(key.token()));
      fixture.sallyport.flush();
      assertThat(log.additions).as("counts of keys, their account and all").hasValue(2);
      fixture.sallyport.flush();
      assertThat(log.additions).hasValue(2);
    }
  }

  @Test
  void removesOldCountsOncePerHour() {
    try (SallyportFixture fixture = sallyport(parts -> parts.setting("usage-retention", "1d"))) {
      Instant start = fixture.clock.instant();
      log.add(
          List.of(old(start.minus(Duration.ofHours(26))), old(start.minus(Duration.ofDays(9)))));
      log.add(List.of(old(start.minus(Duration.ofHours(20)))));
      fixture.sallyport.flush();
      assertThat(oldOnes(fixture, start)).isEqualTo(1);
      log.add(List.of(old(start.minus(Duration.ofHours(26)))));
      fixture.sallyport.flush();
      assertThat(oldOnes(fixture, start)).as("within the hour").isEqualTo(2);
      fixture.clock.advance(Duration.ofHours(6));
      fixture.sallyport.flush();
      assertThat(oldOnes(fixture, start)).isZero();
    }
  }

  @Test
  void countsNothingWithoutRetention() {
    try (SallyportFixture fixture = sallyport(parts -> parts.setting("usage-retention", "0"))) {
      Created key = fixture.create();
      fixture.opensTo(key.token());
      fixture.check(Secret.of("malformed"));
      fixture.sallyport.flush();
      assertThat(log.additions).hasValue(0);
      assertThat(fixture.stored(key.key().id()).lastUsedAt()).isNotNull();
    }
  }

  @Test
  @Timeout(60)
  void doesNotWaitForAHangingLogAndAddsItsCountsOnce() {
    CountDownLatch answers = new CountDownLatch(1);
    log.hangsUntil = answers;
    try (SallyportFixture fixture = sallyport(parts -> parts.setting("store-timeout", "300ms"))) {
      Created key = fixture.create();
      fixture.opensTo(key.token());
      fixture.sallyport.flush();
      fixture.opensTo(key.token());
      fixture.sallyport.flush();
      assertThat(log.begun).as("not while the first write is in progress").hasValue(1);
      answers.countDown();
      while (authenticated(fixture, key) < 2) {
        fixture.sallyport.flush();
      }
      fixture.sallyport.flush();
      assertThat(authenticated(fixture, key)).isEqualTo(2);
    }
  }

  private SallyportFixture sallyport() {
    return sallyport(parts -> parts);
  }

  private SallyportFixture sallyport(UnaryOperator<SallyportBuilder> settings) {
    return new SallyportFixture(parts -> settings.apply(parts.usage(log)));
  }

  private static UsageCount old(Instant hour) {
    return new UsageCount(UsageSubject.ALL, hour, UsageCount.AUTHENTICATED, 1);
  }

  private static long oldOnes(SallyportFixture fixture, Instant start) {
    return fixture
        .sallyport
        .usage()
        .read(UsageSubject.ALL, start.minus(Duration.ofDays(10)), start, UsageReports.Step.HOUR)
        .authenticated();
  }

  private static long authenticated(SallyportFixture fixture, Created key) {
    return readAll(fixture, UsageSubject.key(key.key().id())).authenticated();
  }

  private static UsageReport readAll(SallyportFixture fixture, UsageSubject subject) {
    return read(fixture, subject, fixture.clock.instant());
  }

  private static UsageReport read(SallyportFixture fixture, UsageSubject subject, Instant start) {
    Instant end = start.plus(Duration.ofHours(2)).plusNanos(1);
    return fixture.sallyport.usage().read(subject, start, end, UsageReports.Step.HOUR);
  }

  @Test
  void countsNothingAndRemovesOldCountsWithoutRetention() {
    UsageSubject all = UsageSubject.ALL;
    try (SallyportFixture fixture = sallyport(it -> it.setting("usage-retention", "0"))) {
      Instant now = fixture.clock.instant();
      Instant hour = now.truncatedTo(ChronoUnit.HOURS).minus(Duration.ofDays(1));
      log.add(List.of(new UsageCount(all, hour, UsageCount.AUTHENTICATED, 1)));
      assertThat(fixture.sallyport.countsUse()).isFalse();
      fixture.opensTo(fixture.create().token());
      fixture.sallyport.flush();
      assertThat(log.read(all, Instant.EPOCH, now.plus(Duration.ofDays(1)))).isEmpty();
    }
  }

  /** In-memory log that can be made to fail. */
  private static final class Flaky implements UsageLog {
    private final UsageLog log = new InMemoryBackend().usage();
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicInteger additions = new AtomicInteger();
    private final AtomicInteger begun = new AtomicInteger();
    private volatile CountDownLatch hangsUntil = new CountDownLatch(0);

    @Override
    public void add(Collection<UsageCount> counts) {
      begun.incrementAndGet();
      try {
        hangsUntil.await();
      } catch (InterruptedException e) {
        throw new StoreException("interrupted", e);
      }
      if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        throw new StoreException("the log is full");
      }
      additions.incrementAndGet();
      log.add(counts);
    }

    @Override
    public List<UsageCount> read(UsageSubject subject, Instant from, Instant until) {
      return log.read(subject, from, until);
    }

    @Override
    public int removeOldestHour(Instant before) {
      return log.removeOldestHour(before);
    }
  }
}

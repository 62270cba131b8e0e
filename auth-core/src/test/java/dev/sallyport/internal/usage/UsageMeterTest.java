package dev.sallyport.internal.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.SallyportBuilder;
import dev.sallyport.SallyportFixture;
import dev.sallyport.audit.UsageCount;
import dev.sallyport.audit.UsageReport;
import dev.sallyport.audit.UsageReport.Refusals;
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
    try (SallyportFixture gate = gate()) {
      Created one = gate.create();
      Created other = gate.create();
      Instant start = gate.clock.instant();
      for (int i = 0; i < 3; i++) {
        assertThat(gate.opensTo(one.token())).isTrue();
      }
      gate.opensTo(other.token());
      gate.clock.advance(Duration.ofHours(2));
      gate.opensTo(one.token());
      gate.sallyport.flush();
      UsageReport ofKey = read(gate, UsageSubject.key(one.key().id()), start);
      assertThat(ofKey.slices()).extracting(Slice::granted).containsExactly(3L, 0L, 1L);
      UsageSubject account = UsageSubject.account(SallyportFixture.OWNER.accountNumber());
      assertThat(read(gate, account, start).slices())
          .extracting(Slice::granted)
          .containsExactly(4L, 0L, 1L);
      assertThat(read(gate, UsageSubject.ALL, start).granted()).isEqualTo(5);
      assertThat(ofKey.refused()).isZero();
    }
  }

  @Test
  void countsWhatComesBetweenAndAfterFlushesOnce() {
    try (SallyportFixture gate = gate()) {
      Created key = gate.create();
      for (int i = 0; i < 4; i++) {
        gate.opensTo(key.token());
        gate.opensTo(key.token());
        gate.sallyport.flush();
      }
      gate.sallyport.flush();
      assertThat(granted(gate, key)).isEqualTo(8);
    }
  }

  @Test
  void countsTokensThatAreNotRememberedToo() {
    try (SallyportFixture gate = gate(parts -> parts.verifiedTokens(0))) {
      Created key = gate.create();
      for (int i = 0; i < 3; i++) {
        gate.opensTo(key.token());
      }
      gate.sallyport.flush();
      assertThat(granted(gate, key)).isEqualTo(3);
    }
  }

  @Test
  void losesNothingWhileManyAskAndOneWrites() throws Exception {
    try (SallyportFixture gate = gate()) {
      Created key = gate.create();
      gate.opensTo(key.token());
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
                    gate.opensTo(key.token());
                    gate.check(Secret.of("malformed"));
                  }
                  return true;
                }));
      }
      while (!working.stream().allMatch(Future::isDone)) {
        gate.sallyport.flush();
      }
      for (Future<?> work : working) {
        work.get();
      }
      pool.shutdown();
      gate.sallyport.flush();
      assertThat(granted(gate, key)).isEqualTo(THREADS * REQUESTS + 1);
      assertThat(readAll(gate, UsageSubject.ALL).refused()).isEqualTo(THREADS * REQUESTS);
    }
  }

  @Test
  void countsRefusalsByTheirReasons() {
    try (SallyportFixture gate = gate()) {
      Created key = gate.create();
      UUID id = key.key().id();
      gate.sallyport.keys().deactivate(id);
      gate.check(key.token());
      gate.check(key.token());
      gate.check(Secret.of("malformed"));
      gate.sallyport.authenticator().refuse(DenialReason.NO_CREDENTIALS);
      gate.sallyport.authenticator().refuse(DenialReason.NO_CREDENTIALS);
      gate.sallyport.authenticator().refuse(DenialReason.NO_CREDENTIALS);
      gate.sallyport.flush();
      assertThat(readAll(gate, UsageSubject.ALL).refusals())
          .containsExactly(
              new Refusals("no-credentials", 3),
              new Refusals("key-inactive", 2),
              new Refusals("malformed-token", 1));
      List<Refusals> ofKey = List.of(new Refusals("key-inactive", 2));
      assertThat(readAll(gate, UsageSubject.key(id)).refusals()).isEqualTo(ofKey);
      UsageSubject account = UsageSubject.account(SallyportFixture.OWNER.accountNumber());
      assertThat(readAll(gate, account).refusals()).isEqualTo(ofKey);
      assertThat(readAll(gate, account).granted()).isZero();
    }
  }

  @Test
  void countsRefusalsInTheirHourAndForgetsIdleKeys() {
    try (SallyportFixture gate = gate()) {
      Created key = gate.create();
      gate.sallyport.keys().deactivate(key.key().id());
      Instant start = gate.clock.instant();
      gate.check(key.token());
      gate.check(Secret.of("malformed"));
      gate.clock.advance(Duration.ofHours(1));
      gate.check(key.token());
      gate.check(Secret.of("malformed"));
      gate.sallyport.flush();
      gate.sallyport.flush();
      gate.check(key.token());
      gate.sallyport.flush();
      assertThat(read(gate, UsageSubject.key(key.key().id()), start).slices())
          .extracting(Slice::refused)
          .containsExactly(1L, 2L, 0L);
      assertThat(read(gate, UsageSubject.ALL, start).slices())
          .extracting(Slice::refused)
          .containsExactly(2L, 3L, 0L);
    }
  }

  @Test
  void countsARefusalByALaterRuleForItsAccountToo() {
    try (SallyportFixture gate = gate()) {
      Created key = gate.create();
      gate.opensTo(key.token());
      Denied denied = new Denied(DenialReason.INSUFFICIENT_SCOPE, key.key().id());
      gate.sallyport.authenticator().refuse(ApiKeyPrincipal.of(key.key()), denied);
      gate.sallyport.flush();
      UsageSubject account = UsageSubject.account(SallyportFixture.OWNER.accountNumber());
      assertThat(readAll(gate, account).granted()).isEqualTo(1);
      assertThat(readAll(gate, account).refusals())
          .containsExactly(new Refusals("insufficient-scope", 1));
    }
  }

  @Test
  void writesWhatIsPendingWhenClosed() {
    SallyportFixture gate = gate();
    Created key = gate.create();
    gate.opensTo(key.token());
    gate.check(Secret.of("malformed"));
    log.failures.set(1);
    gate.close();
    assertThat(granted(gate, key)).isEqualTo(1);
    assertThat(readAll(gate, UsageSubject.ALL).refused()).isEqualTo(1);
  }

  @Test
  void triesAgainWhatCouldNotBeWritten() {
    try (SallyportFixture gate = gate()) {
      Created key = gate.create();
      gate.opensTo(key.token());
      log.failures.set(1);
      gate.sallyport.flush();
      assertThat(granted(gate, key)).isZero();
      gate.opensTo(key.token());
      gate.store.readOnly = true;
      gate.sallyport.flush();
      gate.store.readOnly = false;
      gate.sallyport.flush();
      assertThat(granted(gate, key)).isEqualTo(2);
    }
  }

  @Test
  void writesInBatches() {
    try (SallyportFixture gate = gate()) {
      List<Created> keys = new ArrayList<>();
      for (int i = 0; i < UsageLog.MAX_AT_ONCE; i++) {
        keys.add(gate.create());
      }
      keys.forEach(key -> gate.opensTo(key.token()));
      gate.sallyport.flush();
      assertThat(log.additions).as("keys, their account, and all").hasValue(2);
      gate.sallyport.flush();
      assertThat(log.additions).hasValue(2);
    }
  }

  @Test
  void removesWhatIsOlderThanTheRetentionOnceAnHour() {
    try (SallyportFixture gate = gate(parts -> parts.usageRetention(Duration.ofDays(1)))) {
      Instant start = gate.clock.instant();
      log.add(
          List.of(old(start.minus(Duration.ofHours(26))), old(start.minus(Duration.ofDays(9)))));
      log.add(List.of(old(start.minus(Duration.ofHours(20)))));
      gate.sallyport.flush();
      assertThat(oldOnes(gate, start)).isEqualTo(1);
      log.add(List.of(old(start.minus(Duration.ofHours(26)))));
      gate.sallyport.flush();
      assertThat(oldOnes(gate, start)).as("within the hour").isEqualTo(2);
      gate.clock.advance(Duration.ofHours(6));
      gate.sallyport.flush();
      assertThat(oldOnes(gate, start)).isZero();
    }
  }

  @Test
  void countsNothingIfNothingIsToBeKept() {
    try (SallyportFixture gate = gate(parts -> parts.usageRetention(Duration.ZERO))) {
      Created key = gate.create();
      gate.opensTo(key.token());
      gate.check(Secret.of("malformed"));
      gate.sallyport.flush();
      assertThat(log.additions).hasValue(0);
      assertThat(gate.stored(key.key().id()).lastUsedAt()).isNotNull();
    }
  }

  @Test
  @Timeout(60)
  void waitsForNoLogThatHangsAndAddsWhatItWritesLaterOnce() {
    CountDownLatch answers = new CountDownLatch(1);
    log.hangsUntil = answers;
    try (SallyportFixture gate = gate(parts -> parts.storeTimeout(Duration.ofMillis(300)))) {
      Created key = gate.create();
      gate.opensTo(key.token());
      gate.sallyport.flush();
      gate.opensTo(key.token());
      gate.sallyport.flush();
      assertThat(log.begun).as("not while the first is under way").hasValue(1);
      answers.countDown();
      while (granted(gate, key) < 2) {
        gate.sallyport.flush();
      }
      gate.sallyport.flush();
      assertThat(granted(gate, key)).isEqualTo(2);
    }
  }

  private SallyportFixture gate() {
    return gate(parts -> parts);
  }

  private SallyportFixture gate(UnaryOperator<SallyportBuilder> settings) {
    return new SallyportFixture(parts -> settings.apply(parts.usage(log)));
  }

  private static UsageCount old(Instant hour) {
    return new UsageCount(UsageSubject.ALL, hour, UsageCount.GRANTED, 1);
  }

  private static long oldOnes(SallyportFixture gate, Instant start) {
    return gate.sallyport
        .usage()
        .read(UsageSubject.ALL, start.minus(Duration.ofDays(10)), start, UsageReports.Step.HOUR)
        .granted();
  }

  private static long granted(SallyportFixture gate, Created key) {
    return readAll(gate, UsageSubject.key(key.key().id())).granted();
  }

  private static UsageReport readAll(SallyportFixture gate, UsageSubject subject) {
    return read(gate, subject, gate.clock.instant());
  }

  private static UsageReport read(SallyportFixture gate, UsageSubject subject, Instant start) {
    Instant end = start.plus(Duration.ofHours(2)).plusNanos(1);
    return gate.sallyport.usage().read(subject, start, end, UsageReports.Step.HOUR);
  }

  /** A real log that fails when it is told to. */
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

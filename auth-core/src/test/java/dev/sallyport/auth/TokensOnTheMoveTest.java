package dev.sallyport.auth;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.auth.CreateResult.Created;
import dev.sallyport.auth.spi.UsageCount;
import dev.sallyport.auth.spi.UsageSubject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** More tokens than are at hand, so that each use makes one of them an object and another not. */
@Timeout(60) // for counts that are lost
class TokensOnTheMoveTest {
  private static final int KEYS = 200;
  private static final int AT_HAND = 5;

  private final Gate gate = new Gate();
  private final InMemoryUsageLog log = new InMemoryUsageLog();
  private final StoreCalls calls = new StoreCalls(StoreCalls.THREADS, Duration.ofMinutes(1));
  private final UsageMeter meter = new UsageMeter(log, calls, Duration.ofDays(1), gate.clock);
  private final LastUses uses = new LastUses(gate.store, calls, Duration.ofDays(1), meter);
  private final VerifiedTokens verified =
      new VerifiedTokens(10 * KEYS, AT_HAND, new Changes(), uses::leave);
  private final List<Created> keys = new ArrayList<>();
  private final Instant start = gate.clock.instant();

  @BeforeEach
  void prove() {
    NumberedKeys states = new NumberedKeys();
    for (int i = 0; i < KEYS; i++) {
      Created created = gate.create();
      keys.add(created);
      KeyState state = states.state(created.key(), true, 1);
      verified.put(new ProvenToken(fingerprint(created), state));
    }
  }

  @AfterEach
  void close() {
    uses.close();
    calls.close();
    gate.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3})
  void theirUsesAreWrittenDownAndTheirRequestsCounted(int flushedAfter) {
    for (int round = 1; round <= 5; round++) {
      for (Created key : keys) {
        use(key, start.plusSeconds(round));
      }
      if (round == flushedAfter) {
        uses.flush();
      }
    }
    uses.flush();

    for (Created key : keys) {
      assertThat(gate.stored(key.key().id()).lastUsedAt()).isEqualTo(start.plusSeconds(5));
      assertGranted(key, 5);
    }
    assertThat(uses.pending()).isZero();
  }

  @Test
  void noneIsLostWhereManyAreUsedAtOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Future<?>> users = new ArrayList<>();
    for (int thread = 0; thread < 4; thread++) {
      users.add(
          threads.submit(
              () ->
                  IntStream.rangeClosed(1, 50)
                      .forEach(
                          round -> {
                            keys.forEach(key -> use(key, start.plusSeconds(round)));
                            uses.flush();
                          })));
    }
    for (Future<?> user : users) {
      user.get();
    }
    threads.shutdownNow();
    uses.flush();

    for (Created key : keys) {
      assertThat(gate.stored(key.key().id()).lastUsedAt()).isEqualTo(start.plusSeconds(50));
      assertGranted(key, 200);
    }
  }

  @Test
  @SuppressWarnings("ReferenceEquality") // equal is what stands for the same token
  void aTokenThatIsTwoObjectsLosesNeitherUse() {
    Created key = keys.get(0);
    ProvenToken slow = find(key);
    ProvenToken other = slow;
    while (other == slow) { // until it was packed
      keys.subList(1, KEYS).forEach(this::find);
      other = find(key);
    }
    uses.note(other, start.plusSeconds(1));
    uses.note(slow, start.plusSeconds(2));
    uses.flush();
    uses.note(other, start.plusSeconds(3));
    uses.flush();

    assertThat(gate.stored(key.key().id()).lastUsedAt()).isEqualTo(start.plusSeconds(3));
    assertGranted(key, 3);
  }

  private ProvenToken find(Created key) {
    return requireNonNull(verified.find(fingerprint(key)));
  }

  private void use(Created key, Instant at) {
    uses.note(find(key), at);
  }

  private void assertGranted(Created key, long requests) {
    Instant end = start.plus(Duration.ofHours(1));
    long counted =
        log.read(UsageSubject.key(key.key().id()), start, end).stream()
            .mapToLong(UsageCount::requests)
            .sum();
    while (counted < requests) { // in the midst of which the token was packed, as it may be now
      counted += HourCount.requests(find(key).takeGranted());
    }
    assertThat(counted).isEqualTo(requests);
  }

  private static Fingerprint fingerprint(Created key) {
    return Fingerprint.of(key.token());
  }
}

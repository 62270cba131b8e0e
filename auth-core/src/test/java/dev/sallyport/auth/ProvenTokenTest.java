package dev.sallyport.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.auth.CreateResult.Created;
import dev.sallyport.auth.token.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ProvenTokenTest {
  private static final Secret TOKEN = Secret.of("a token");

  @Test
  void neitherEqualsNorShowsAnotherToken() {
    Fingerprint same = Fingerprint.of(TOKEN);
    assertThat(same).isEqualTo(Fingerprint.of(Secret.ofAscii("xa tokenx", 1, 8)));
    assertThat(same).isNotEqualTo(Fingerprint.of(Secret.of("a tokeN")));
    assertThat(same).hasToString("Fingerprint[hidden]");
  }

  @Test
  void keepsWhatWasReadLater() {
    try (Gate gate = new Gate()) {
      Created created = gate.create();
      KeyState early = state(created, 1);
      KeyState late = state(created, 2);
      ProvenToken token = new ProvenToken(Fingerprint.of(TOKEN), early);
      token.update(late);
      token.update(early);
      assertThat(token.state()).isSameAs(late);
    }
  }

  @Test
  void losesNoUseHoweverManyAreNotedWhileOthersAreWrittenDown() throws Exception {
    try (Gate gate = new Gate()) {
      Created created = gate.create();
      ProvenToken token = new ProvenToken(Fingerprint.of(TOKEN), state(created, 1));
      StoreCalls calls = new StoreCalls(StoreCalls.THREADS, Duration.ofMinutes(1));
      UsageMeter nobody = new UsageMeter(null, calls, Duration.ZERO, gate.clock);
      LastUses uses = new LastUses(gate.store, calls, Duration.ofDays(1), nobody);
      long start = Micros.floor(gate.clock.instant());
      ExecutorService threads = Executors.newFixedThreadPool(4);
      List<Callable<Boolean>> work = new ArrayList<>();
      LongStream.rangeClosed(1, 2000)
          .forEach(
              i ->
                  work.add(
                      () -> {
                        uses.note(token, Micros.toInstant(start + i));
                        if (i % 10 == 0) {
                          uses.flush();
                        }
                        return true;
                      }));
      for (var done : threads.invokeAll(work)) {
        assertThat(done.get()).isTrue();
      }
      threads.shutdownNow();
      uses.close();
      calls.close();
      Instant last = Micros.toInstant(start + 2000);
      assertThat(gate.stored(created.key().id()).lastUsedAt()).isEqualTo(last);
    }
  }

  @Test
  void microsKeepTheOrderOfInstants() {
    Instant between = Instant.ofEpochSecond(1, 1500);
    assertThat(Micros.floor(between)).isEqualTo(1_000_001);
    assertThat(Micros.ceiling(between)).isEqualTo(1_000_002);
    assertThat(Micros.toInstant(Micros.floor(Instant.ofEpochSecond(-1, 5000))))
        .isEqualTo(Instant.ofEpochSecond(-1, 5000));
    assertThat(Micros.floor(Instant.MAX)).isGreaterThan(Micros.floor(Bounds.LAST));
    assertThat(Micros.floor(Instant.MIN)).isLessThan(0);
  }

  @Test
  void aUseAfterTheLastOneWasWrittenDownHasToBeWrittenDownToo() {
    try (Gate gate = new Gate()) {
      ProvenToken token = new ProvenToken(Fingerprint.of(TOKEN), state(gate.create(), 1));
      assertThat(token.noteOneMoreUse(1)).isFalse();
      token.noteUse(1);
      assertThat(token.noteOneMoreUse(2)).isTrue();
      assertThat(token.settleUse(1)).as("there was another since").isFalse();
      assertThat(token.settleUse(2)).isTrue();
      assertThat(token.noteOneMoreUse(3)).isFalse();
      assertThat(token.lastUse()).isEqualTo(2);
    }
  }

  private static KeyState state(Created created, long number) {
    return new KeyState(created.key(), true, 0, number, new Sharing());
  }
}

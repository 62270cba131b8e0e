package dev.sallyport.auth.servlet;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.auth.CreateResult.Created;
import dev.sallyport.auth.Lifetime;
import dev.sallyport.auth.NewKey;
import dev.sallyport.auth.Renewal;
import dev.sallyport.auth.SallyportBuilder;
import dev.sallyport.auth.token.AuthToken;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How use moves the end of a key, seen from outside: knox's arithmetic without its faults. */
final class RenewalTest {
  private static final Duration TTL = Duration.ofHours(10);
  private static final Renewal UNBOUNDED = new Renewal(null, Duration.ofSeconds(60));

  private @Nullable Site site;

  @AfterEach
  void stop() throws Exception {
    if (site != null) {
      site.close();
    }
  }

  @Test
  void k26AUseMovesTheEndToOneTtlFromThen() throws Exception {
    Created created = start(it -> it.tokenTtl(TTL).renewal(UNBOUNDED)).create();

    assertThat(statusAfter(Duration.ofHours(5), created)).isEqualTo(200);
    assertThat(stored(created).expiresAt()).isEqualTo(TestGate.NOW.plus(Duration.ofHours(15)));
    assertThat(statusAfter(Duration.ofHours(6), created))
        .as("1 h after the first end")
        .isEqualTo(200);
    assertThat(stored(created).expiresAt()).isEqualTo(TestGate.NOW.plus(Duration.ofHours(21)));
    assertThat(statusAfter(TTL.plusSeconds(1), created)).isEqualTo(401);
  }

  @Test
  void k27WithoutRenewalAUseMovesNothing() throws Exception {
    Created created = start(it -> it.tokenTtl(TTL)).create();

    assertThat(statusAfter(Duration.ofHours(5), created)).isEqualTo(200);
    assertThat(stored(created)).isEqualTo(created.key());
  }

  @Test
  void k28WithinTheIntervalNothingIsStored() throws Exception {
    Created created = start(it -> it.tokenTtl(TTL).renewal(UNBOUNDED)).create();

    assertThat(statusAfter(Duration.ofSeconds(50), created)).isEqualTo(200);
    assertThat(stored(created)).isEqualTo(created.key());
  }

  @Test
  void k29TheEndIsNoLaterThanTheLongestLife() throws Exception {
    Renewal bounded = new Renewal(Duration.ofHours(12), Duration.ofSeconds(60));
    Created created = start(it -> it.tokenTtl(TTL).renewal(bounded)).create();

    assertThat(statusAfter(Duration.ofHours(5), created)).isEqualTo(200);
    assertThat(stored(created).expiresAt()).isEqualTo(TestGate.NOW.plus(Duration.ofHours(12)));
    assertThat(statusAfter(Duration.ofHours(7), created)).as("at its end").isEqualTo(200);
    assertThat(statusAfter(Duration.ofSeconds(1), created)).isEqualTo(401);
  }

  @Test
  void p12ExactlySixtySecondsLaterIsNotStoredSixtyOneIs() throws Exception {
    Created created = start(it -> it.tokenTtl(TTL).renewal(UNBOUNDED)).create();

    assertThat(statusAfter(Duration.ofSeconds(60), created)).isEqualTo(200);
    assertThat(stored(created)).isEqualTo(created.key());
    assertThat(statusAfter(Duration.ofSeconds(1), created)).isEqualTo(200);
    assertThat(stored(created).expiresAt())
        .isEqualTo(TestGate.NOW.plus(TTL).plus(Duration.ofSeconds(61)));
    assertThat(stored(created).version()).isEqualTo(created.key().version() + 1);
  }

  @Test
  void p6AKeyWithoutAnEndGetsNone() throws Exception {
    TestGate gate = start(it -> it.tokenTtl(TTL).renewal(UNBOUNDED));
    Created created = create(gate, new Lifetime.Endless());

    assertThat(statusAfter(Duration.ofDays(30), created)).isEqualTo(200);
    assertThat(stored(created)).isEqualTo(created.key());
  }

  @Test
  void p7AKeyKeepsItsOwnTtl() throws Exception {
    TestGate gate = start(it -> it.tokenTtl(TTL).renewal(UNBOUNDED));
    Created shorter = create(gate, new Lifetime.For(Duration.ofHours(1)));
    Created longer = create(gate, new Lifetime.For(Duration.ofHours(100)));

    assertThat(statusAfter(Duration.ofMinutes(30), shorter)).isEqualTo(200);
    assertThat(statusAfter(Duration.ZERO, longer)).isEqualTo(200);
    Instant now = gate.clock.instant();
    assertThat(stored(shorter).expiresAt()).isEqualTo(now.plus(Duration.ofHours(1)));
    assertThat(stored(longer).expiresAt()).isEqualTo(now.plus(Duration.ofHours(100)));
  }

  @Test
  void aKeyWithAFixedEndKeepsIt() throws Exception {
    TestGate gate = start(it -> it.tokenTtl(TTL).renewal(UNBOUNDED));
    Created created = create(gate, new Lifetime.Until(TestGate.NOW.plus(TTL)));

    assertThat(statusAfter(Duration.ofHours(5), created)).isEqualTo(200);
    assertThat(stored(created)).isEqualTo(created.key());
  }

  @Test
  void p8TheKeyOfAnInactiveUserIsNotRenewed() throws Exception {
    TestGate gate = start(it -> it.tokenTtl(TTL).renewal(UNBOUNDED));
    Created created = gate.create();
    gate.setUserActive(false);

    assertThat(statusAfter(Duration.ofHours(5), created)).isEqualTo(401);
    assertThat(stored(created)).isEqualTo(created.key());
  }

  @Test
  void p9RenewalNeedsNoTtlForAll() throws Exception {
    TestGate gate = start(it -> it.renewal(UNBOUNDED));
    Created endless = gate.create();
    Created own = create(gate, new Lifetime.For(TTL));

    assertThat(statusAfter(Duration.ofHours(5), endless)).isEqualTo(200);
    assertThat(stored(endless)).isEqualTo(endless.key());
    assertThat(statusAfter(Duration.ZERO, own)).isEqualTo(200);
    assertThat(stored(own).expiresAt()).isEqualTo(TestGate.NOW.plus(Duration.ofHours(15)));
  }

  private TestGate start(UnaryOperator<SallyportBuilder> edit) throws Exception {
    TestGate gate = new TestGate(edit);
    site = new Site(JettyContainer::start, gate);
    return gate;
  }

  private static Created create(TestGate gate, Lifetime lifetime) {
    return gate.create(NewKey.of(TestGate.OWNER, "a key").lifetime(lifetime));
  }

  private int statusAfter(Duration time, Created created) throws Exception {
    Site running = requireNonNull(site);
    running.gate.clock.advance(time);
    return running.get("/required/x", "Authorization", Site.token(created.token())).statusCode();
  }

  private AuthToken stored(Created created) {
    return requireNonNull(site).gate.stored(created.key().id());
  }
}

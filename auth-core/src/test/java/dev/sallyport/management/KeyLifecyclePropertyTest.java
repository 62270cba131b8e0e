package dev.sallyport.management;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.SallyportFixture;
import dev.sallyport.config.Durations;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.token.Digester;
import dev.sallyport.token.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs random lifecycles of some keys against a model that follows the documentation. A failure
 * names its seed, with which it can be reproduced.
 */
class KeyLifecyclePropertyTest {
  private static final int STEPS = 400;
  private static final Duration TTL = Duration.ofHours(10);
  private static final Duration INTERVAL = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofHours(40);
  private static final Duration MAX_AGE = Duration.ofHours(60);

  private final List<Model> keys = new ArrayList<>();

  static List<Long> seeds() {
    return new Random(20261124).longs(60).boxed().toList();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyUseMatchesTheModel(long seed) {
    Random random = new Random(seed);
    boolean caching = random.nextBoolean();
    try (SallyportFixture fixture =
        new SallyportFixture(
            it ->
                it.digester(Digester.sha512())
                    .setting("token-ttl", Durations.format(TTL))
                    .setting("auto-refresh", "true")
                    .setting("auto-refresh-max-ttl", Durations.format(LONGEST))
                    .maxLifetime(new MaxLifetime(MAX_AGE, MaxLifetime.Policy.DENY))
                    .setting(
                        "max-staleness",
                        Durations.format(caching ? Duration.ofDays(9) : Duration.ZERO)))) {
      create(fixture, new Lifetime.ByDefault());
      for (int step = 0; step < STEPS; step++) {
        step(fixture, random);
        for (Model model : keys) {
          if (random.nextInt(3) == 0) {
            use(fixture, model, "seed %d, step %d".formatted(seed, step));
          }
        }
      }
      assertThat(fixture.sallyport.audit().verify().flaw()).isEmpty();
    }
  }

  private void step(SallyportFixture fixture, Random random) {
    Model any = keys.get(random.nextInt(keys.size()));
    switch (random.nextInt(10)) {
      case 0 -> create(fixture, lifetime(fixture, random));
      case 1, 2, 3 -> fixture.clock.advance(pause(random));
      case 4 -> untilJust(fixture, any, random);
      case 5 -> {
        fixture.sallyport.keys().toggle(any.created.key().id());
        any.active = !any.active;
      }
      case 6 -> rotate(fixture, any, random);
      case 7 -> delete(fixture, any);
      default -> {
        OwnerManager owners = fixture.sallyport.ownerManager();
        owners.deactivateUser(SallyportFixture.OWNER);
        use(fixture, any, "while the owner is off", false);
        owners.activateUser(SallyportFixture.OWNER);
      }
    }
  }

  private static Lifetime lifetime(SallyportFixture fixture, Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> new Lifetime.Endless();
      case 1 -> new Lifetime.For(Duration.ofMinutes(1 + random.nextInt(300)));
      case 2 -> new Lifetime.Until(fixture.clock.instant().plusSeconds(random.nextInt(50_000)));
      default -> new Lifetime.ByDefault();
    };
  }

  private static Duration pause(Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> Duration.ofSeconds(random.nextInt(100));
      case 1 -> Duration.ofMinutes(random.nextInt(200));
      default -> Duration.ofHours(random.nextInt(11));
    };
  }

  /** Advances to the exact end of a key, or a microsecond beyond, where errors are likely. */
  private static void untilJust(SallyportFixture fixture, Model model, Random random) {
    Instant now = fixture.clock.instant();
    Instant edge = random.nextInt(4) == 0 ? model.createdAt.plus(MAX_AGE) : model.end;
    if (edge != null && !edge.isBefore(now)) {
      fixture.clock.advance(Duration.between(now, edge).plusNanos(random.nextBoolean() ? 0 : 1000));
    }
  }

  private void create(SallyportFixture fixture, Lifetime lifetime) {
    if (lifetime instanceof Lifetime.Endless) { // beyond MAX_AGE
      assertThat(
              fixture
                  .sallyport
                  .keys()
                  .create(CreateKeyRequest.of(SallyportFixture.OWNER, "ci").lifetime(lifetime)))
          .isEqualTo(new CreateResult.Denied(CreateResult.Reason.EXPIRY_BEYOND_MAXIMUM));
      return;
    }
    keys.add(new Model(fixture.create(lifetime), fixture.clock.instant(), lifetime));
  }

  private void rotate(SallyportFixture fixture, Model old, Random random) {
    Instant now = fixture.clock.instant();
    Duration overlap = Duration.ofMinutes(random.nextInt(600));
    Rotation how =
        switch (random.nextInt(3)) {
          case 0 -> Rotation.immediate();
          case 1 -> Rotation.overlappingFromFirstUse(overlap);
          default -> Rotation.overlapping(overlap);
        };
    CreateResult result =
        fixture.sallyport.keys().rotate(old.created.key().id(), how).orElseThrow();
    boolean hasSuccessor = old.successor != null && !old.successor.deleted;
    boolean mayRotate = old.active && !old.isExpiredAt(now) && !hasSuccessor;
    assertThat(result instanceof Created).isEqualTo(mayRotate);
    if (result instanceof Created created) {
      Model successor = new Model(created, now, old, how);
      keys.add(successor);
      if (old.predecessor != null && !old.predecessor.isExpiredAt(now)) {
        old.predecessor.endAt(now);
        old.predecessor.active = false;
      }
      old.waitsForUse = null;
      old.successor = successor;
      if (!how.isFromFirstUse()) {
        old.endAt(now.plus(how.overlap()));
        old.active = !how.overlap().isZero();
      }
    }
  }

  private void delete(SallyportFixture fixture, Model gone) {
    if (keys.size() > 1) {
      fixture.sallyport.keys().delete(gone.created.key().id());
      gone.deleted = true;
      keys.remove(gone);
      use(fixture, gone, "once it is deleted", false);
    }
  }

  private static void use(SallyportFixture fixture, Model model, String when) {
    Instant now = fixture.clock.instant();
    boolean expected =
        model.active && !model.isExpiredAt(now) && !now.isAfter(model.createdAt.plus(MAX_AGE));
    use(fixture, model, when, expected);
    if (expected) {
      model.usedAt(now);
    }
  }

  private static void use(SallyportFixture fixture, Model model, String when, boolean expected) {
    Secret token = model.created.token();
    assertThat(fixture.opensTo(token)).as(when + ", " + model.created.key()).isEqualTo(expected);
  }

  /** Model of one key. */
  private static final class Model {
    final Created created;
    final Instant createdAt;
    final @Nullable Model predecessor;
    @Nullable Model successor;
    @Nullable Instant end;
    @Nullable Duration ttl;
    boolean renewable;
    @Nullable Duration waitsForUse;
    boolean active = true;
    boolean ending;
    boolean deleted;

    Model(Created created, Instant createdAt, Lifetime lifetime) {
      this.created = created;
      this.createdAt = createdAt;
      this.predecessor = null;
      if (lifetime instanceof Lifetime.Until until) {
        end = until.expiresAt();
        ttl = Duration.between(createdAt, end);
      } else if (!(lifetime instanceof Lifetime.Endless)) {
        ttl = lifetime instanceof Lifetime.For some ? some.ttl() : TTL;
        end = createdAt.plus(ttl);
        renewable = true;
      }
    }

    Model(Created created, Instant createdAt, Model predecessor, Rotation how) {
      this.created = created;
      this.createdAt = createdAt;
      this.predecessor = predecessor;
      this.waitsForUse = how.isFromFirstUse() ? how.overlap() : null;
      this.ttl = predecessor.ttl;
      this.renewable = predecessor.renewable;
      if (ttl != null) {
        end = createdAt.plus(ttl);
      }
    }

    boolean isExpiredAt(Instant now) {
      return end != null && now.isAfter(end);
    }

    void endAt(Instant instant) {
      end = end == null || instant.isBefore(end) ? instant : end;
      ending = true;
    }

    void usedAt(Instant now) {
      if (waitsForUse != null && predecessor != null) {
        predecessor.endAt(now.plus(waitsForUse));
      }
      waitsForUse = null;
      if (renewable && !ending && ttl != null && end != null) {
        Instant cap = createdAt.plus(LONGEST);
        Instant later = now.plus(ttl).isAfter(cap) ? cap : now.plus(ttl);
        end = Duration.between(end, later).compareTo(INTERVAL) > 0 ? later : end;
      }
    }
  }
}

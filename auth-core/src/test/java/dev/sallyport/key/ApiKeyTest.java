package dev.sallyport.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ApiKeyTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private final ApiKey key =
      ApiKey.builder(
              UUID.randomUUID(),
              "theLookup123",
              "theDigest$%",
              new Owner("3141-5926-5359", "admin"),
              "ci",
              NOW)
          .build();

  @Test
  void isActiveWithoutScopesAndExpiryByDefault() {
    assertThat(key.active()).isTrue();
    assertThat(key.scopes()).isEmpty();
    assertThat(key.description()).isEmpty();
    assertThat(key.expiresAt()).isNull();
    assertThat(key.lastUsedAt()).isNull();
    assertThat(key.version()).isZero();
    assertThat(key.updatedAt()).isEqualTo(key.createdAt()).isEqualTo(NOW);
  }

  @Test
  void showsStartOfTokenAsHint() {
    ApiKey ours = key.toBuilder().prefix("sp_").build();
    assertThat(ours.hint()).isEqualTo("sp_theLoo");
    assertThat(ours.redacted().hint()).isEqualTo("sp_theLoo");
    assertThat(ours.redacted().lookup()).isEqualTo("theLoo");
    assertThat(key.hint()).as("unknown start").isEmpty();
    assertThat(key.redacted().lookup()).isEqualTo("-");
    ApiKey knox =
        ApiKey.builder(key.id(), "0".repeat(128), "sha512$", key.owner(), "ci", NOW)
            .prefix("knox_")
            .build();
    assertThat(knox.hint()).as("the lookup id is a hash").isEqualTo("knox_");
    assertThat(knox.redacted().lookup()).isEqualTo("-");
  }

  @Test
  void deactivatesAndActivatesWithoutOtherChanges() {
    ApiKey off = key.deactivate();
    assertThat(off.active()).isFalse();
    assertThat(off.deactivate()).isEqualTo(off);
    assertThat(off.activate()).isEqualTo(key);
    assertThat(key.activate()).isEqualTo(key);
  }

  @Test
  void togglesTheState() {
    assertThat(key.toggle()).isEqualTo(key.deactivate());
    assertThat(key.toggle().toggle()).isEqualTo(key);
  }

  @Test
  void expiryIsInclusive() {
    ApiKey mortal = key.toBuilder().expiresAt(NOW).build();
    assertThat(mortal.isExpiredAt(NOW.minusNanos(1000))).isFalse();
    assertThat(mortal.isExpiredAt(NOW)).isFalse();
    assertThat(mortal.isExpiredAt(NOW.plusNanos(1000))).isTrue();
    assertThat(key.isExpiredAt(Instant.MAX)).isFalse();
  }

  @Test
  void toStringOmitsLookupIdAndDigest() {
    assertThat(key.toString())
        .contains(key.id().toString(), "admin@3141-5926-5359", "ci")
        .doesNotContain("theLookup123", "theDigest");
  }

  @Test
  void scopesAreSortedAndUnmodifiable() {
    ApiKey scoped = key.toBuilder().scopes(List.of("b", "a", "b")).build();
    assertThat(scoped.scopes()).containsExactly("a", "b");
    assertThatThrownBy(() -> scoped.scopes().add("admin"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void rejectsValuesOutOfBoundsWithoutRepeatingThem() {
    String tooLong = "x".repeat(256);
    rejects(() -> key.toBuilder().name("").build(), "name must have 1 to 255");
    rejects(() -> key.toBuilder().name(tooLong).build(), "name must have 1 to 255");
    rejects(() -> key.toBuilder().name("a\rb").build(), "name must not have control");
    rejects(() -> key.toBuilder().description(tooLong).build(), "description must have 0 to 255");
    rejects(() -> key.toBuilder().digest(tooLong).build(), "digest must have 1 to 255");
    rejects(() -> key.toBuilder().scopes(List.of("two words")).build(), "each of scopes");
    rejects(() -> key.toBuilder().scopes(List.of("")).build(), "each of scopes");
    rejects(() -> key.toBuilder().scopes(List.of("quo\"te")).build(), "each of scopes");
    rejects(() -> key.toBuilder().tags(List.of("tag\n")).build(), "each of tags");
  }

  private static void rejects(Runnable construction, String reason) {
    assertThatIllegalArgumentException()
        .isThrownBy(construction::run)
        .withMessageStartingWith(reason)
        .withMessageNotContaining("xxx");
  }
}

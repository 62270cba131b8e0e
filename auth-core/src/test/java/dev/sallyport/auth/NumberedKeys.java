package dev.sallyport.auth;

import dev.sallyport.auth.token.AuthToken;
import dev.sallyport.auth.token.Owner;
import dev.sallyport.auth.token.Secret;
import java.time.Instant;
import java.util.UUID;

/** Keys by number, of ten owners. */
final class NumberedKeys {
  private static final Instant MADE = Instant.parse("2026-11-28T12:00:00.123456Z");

  private final Sharing sharing = new Sharing();

  /** A proven token, as if its key was read in a reading with this number. */
  ProvenToken token(int number, long reading) {
    return new ProvenToken(fingerprint(number), state(number, reading));
  }

  KeyState state(int number, long reading) {
    return state(key(number), true, reading);
  }

  KeyState state(AuthToken key, boolean ownerActive, long reading) {
    return new KeyState(key, ownerActive, Micros.floor(MADE), reading, sharing);
  }

  static Fingerprint fingerprint(int number) {
    return Fingerprint.of(Secret.of("token " + number));
  }

  static Owner owner(int number) {
    return new Owner("3141-5926-5359", "user" + number % 10);
  }

  static AuthToken key(int number) {
    UUID id = new UUID(number, ~number);
    return AuthToken.builder(id, "lookup" + number, "digest", owner(number), "ci", MADE).build();
  }
}

package dev.sallyport.auth;

import dev.sallyport.auth.token.DenialReason;
import dev.sallyport.auth.token.TokenPrincipal;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The outcome of a check that could be made; where it could not, there is an exception instead. */
public sealed interface AuthResult {
  /** Let in. */
  record Granted(TokenPrincipal principal) implements AuthResult {}

  /**
   * Refused.
   *
   * @param keyIdOrNull the key, if the secret was proven; null otherwise
   */
  record Denied(DenialReason reason, @Nullable UUID keyIdOrNull) implements AuthResult {
    /** A refusal before proof, which names no key. */
    public static Denied unproven(DenialReason reason) {
      return new Denied(reason, null);
    }

    /** The key, if the secret was proven. */
    public Optional<UUID> keyId() {
      return Optional.ofNullable(keyIdOrNull);
    }
  }
}

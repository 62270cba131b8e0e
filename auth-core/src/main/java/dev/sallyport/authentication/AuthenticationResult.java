package dev.sallyport.authentication;

import dev.sallyport.authorization.DenialReason;
import dev.sallyport.authorization.RateLimiter.Quota;
import dev.sallyport.key.ApiKeyPrincipal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Result of an authentication. If authentication could not be completed, an exception is thrown
 * instead.
 *
 * <pre>{@code
 * if (result instanceof AuthenticationResult.Denied denied) {
 *   log.info("Denied: {}", denied.reason());
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
public sealed interface AuthenticationResult {
  /** Returns the state of the quotas that apply to the key; empty if there are none. */
  List<Quota> quotas();

  /**
   * The request is authenticated.
   *
   * @param principal the principal of the request
   * @param quotas state of the quotas that apply to the key
   */
  record Authenticated(ApiKeyPrincipal principal, List<Quota> quotas)
      implements AuthenticationResult {
    public Authenticated {
      quotas = List.copyOf(quotas);
    }

    /** Creates a result without quotas. */
    public Authenticated(ApiKeyPrincipal principal) {
      this(principal, List.of());
    }
  }

  /**
   * The request is denied.
   *
   * @param reason the reason
   * @param keyId id of the key if the token was verified; empty otherwise
   * @param requiredScopes scopes that the request requires; empty if the reason is another
   * @param retryAfter time until a retry makes sense; zero if it makes none
   * @param quotas state of the quotas that apply to the key
   */
  record Denied(
      DenialReason reason,
      Optional<UUID> keyId,
      Set<String> requiredScopes,
      Duration retryAfter,
      List<Quota> quotas)
      implements AuthenticationResult {
    public Denied {
      requiredScopes = Set.copyOf(requiredScopes);
      quotas = List.copyOf(quotas);
    }

    /** Creates a denial with only a reason and a key; null before verification. */
    public Denied(DenialReason reason, @Nullable UUID keyId) {
      this(reason, Optional.ofNullable(keyId), Set.of(), Duration.ZERO, List.of());
    }

    /** Creates a denial before verification, which names no key. */
    public static Denied beforeVerification(DenialReason reason) {
      return new Denied(reason, null);
    }
  }
}

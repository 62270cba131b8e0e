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

/** The outcome of a check that could be made; where it could not, there is an exception instead. */
public sealed interface AuthenticationResult {
  /** What is left of the quotas that the key has a part in; empty if there is none. */
  List<Quota> quotas();

  /** Let in. */
  record Authenticated(ApiKeyPrincipal principal, List<Quota> quotas)
      implements AuthenticationResult {
    public Authenticated {
      quotas = List.copyOf(quotas);
    }

    /** Without quotas. */
    public Authenticated(ApiKeyPrincipal principal) {
      this(principal, List.of());
    }
  }

  /**
   * Refused.
   *
   * @param keyIdOrNull the key, if the secret was proven; null otherwise
   * @param requiredScopes what the key would have needed; empty if that was not the point
   * @param retryAfter when to try again; zero if that makes no sense
   */
  record Denied(
      DenialReason reason,
      @Nullable UUID keyIdOrNull,
      Set<String> requiredScopes,
      Duration retryAfter,
      List<Quota> quotas)
      implements AuthenticationResult {
    public Denied {
      requiredScopes = Set.copyOf(requiredScopes);
      quotas = List.copyOf(quotas);
    }

    /** A refusal that says nothing but why. */
    public Denied(DenialReason reason, @Nullable UUID keyIdOrNull) {
      this(reason, keyIdOrNull, Set.of(), Duration.ZERO, List.of());
    }

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

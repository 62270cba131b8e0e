package dev.sallyport.authorization;

import dev.sallyport.key.AuthenticatedKey;
import dev.sallyport.spi.StoreException;
import java.util.Optional;
import java.util.Set;

/**
 * Rule about the use of keys; a host adds rules by implementing this method.
 *
 * <p>Evaluated for every request whose token is verified and whose key and owner are active.
 * Implementations write nothing and are fast. If a policy throws, the request fails with 503 and is
 * never granted. Thread-safe.
 *
 * <pre>{@code
 * AccessPolicy officeHours = (key, request) ->
 *     isOpen(LocalTime.now())
 *         ? Optional.empty()
 *         : Optional.of(Denial.of(DenialReason.DENIED_BY_POLICY));
 * }</pre>
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface AccessPolicy {
  /**
   * Evaluates this policy.
   *
   * @return the reason to deny, or empty to allow
   * @throws StoreException if the policy could not be evaluated
   */
  Optional<Denial> evaluate(AuthenticatedKey key, AccessRequest request);

  /**
   * Reason to deny a request.
   *
   * @param reason a reason after verification
   * @param requiredScopes the scopes that are required; empty if the reason is another
   */
  record Denial(DenialReason reason, Set<String> requiredScopes) {
    public Denial {
      requiredScopes = Set.copyOf(requiredScopes);
      if (!reason.isAfterVerification()) {
        throw new IllegalArgumentException(reason + " is not a reason after verification");
      }
    }

    /** Returns a denial without required scopes. */
    public static Denial of(DenialReason reason) {
      return new Denial(reason, Set.of());
    }
  }
}

package dev.sallyport.authorization;

import dev.sallyport.key.AuthenticatedKey;
import dev.sallyport.spi.StoreException;
import java.util.Optional;
import java.util.Set;

/**
 * A rule about what a key may be used for; a host adds its own by implementing this one method.
 *
 * <p>Asked at every request with a key whose token is proven and which is in a state that lets it
 * in. Writes nothing and is quick. What it throws is answered 503, never as a grant. Thread-safe.
 */
@FunctionalInterface
public interface AccessPolicy {
  /**
   * What speaks against the request.
   *
   * @return empty if nothing does
   * @throws StoreException if it could not be found out
   */
  Optional<Denial> evaluate(AuthenticatedKey key, AccessRequest request);

  /**
   * Why a key may not be used for something.
   *
   * @param reason one after proof
   * @param requiredScopes which scopes would have been needed; empty if that is not the point
   */
  record Denial(DenialReason reason, Set<String> requiredScopes) {
    public Denial {
      requiredScopes = Set.copyOf(requiredScopes);
      if (!reason.isAfterProof()) {
        throw new IllegalArgumentException(reason + " is no reason after proof");
      }
    }

    public static Denial of(DenialReason reason) {
      return new Denial(reason, Set.of());
    }
  }
}

package dev.sallyport.spi;

import dev.sallyport.authorization.ResourceId;
import java.util.UUID;

/**
 * Something in the store that is not any more what nodes of a cluster may remember of it. Says
 * what, and not how, so that who hears it has to read; holds no lookup, which for some formats is a
 * digest of the token.
 */
public sealed interface Invalidation {
  /** A key was changed or is gone. */
  record OfKey(UUID keyId) implements Invalidation {}

  /** An account was changed, and with it all its users. */
  record OfAccount(String accountNumber) implements Invalidation {}

  /** A user was changed, wherever their account is. */
  record OfUser(String username) implements Invalidation {}

  /** A resource was made, changed or is gone, or other keys are bound to it. */
  record OfResource(ResourceId id) implements Invalidation {}
}

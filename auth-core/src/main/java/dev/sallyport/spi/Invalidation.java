package dev.sallyport.spi;

import dev.sallyport.authorization.ResourceId;
import dev.sallyport.key.Owner;
import java.util.UUID;

/**
 * Invalidation of cached data of a changed object. Identifies the object but not the change, so
 * that the receiver has to read it. Contains no lookup id, which is a digest of the token in some
 * formats.
 *
 * <pre>{@code
 * cluster.publish(new Invalidation.OfKey(keyId));
 * }</pre>
 *
 * @since 0.1.0
 */
public sealed interface Invalidation {
  /**
   * A key was changed or deleted.
   *
   * @param keyId id of the key
   */
  record OfKey(UUID keyId) implements Invalidation {}

  /**
   * An account was changed or deleted, which affects all its users.
   *
   * @param accountId id of the account
   */
  record OfAccount(String accountId) implements Invalidation {}

  /**
   * A user was changed or deleted.
   *
   * @param owner account id and user id
   */
  record OfUser(Owner owner) implements Invalidation {}

  /**
   * A resource was created, changed or deleted, or its bindings were changed.
   *
   * @param id id of the resource
   */
  record OfResource(ResourceId id) implements Invalidation {}
}

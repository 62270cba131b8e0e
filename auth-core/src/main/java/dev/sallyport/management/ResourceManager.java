package dev.sallyport.management;

import dev.sallyport.audit.AuditContext;
import dev.sallyport.authorization.Resource;
import dev.sallyport.authorization.ResourceId;
import dev.sallyport.spi.StoreException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Manager of resources and their bindings to keys, if Sallyport keeps resources.
 *
 * <p>Does not check permissions of the caller; records the actor in the audit log, see {@link #as}.
 * A binding applies to a key and to all its successors by rotation. Changes apply from the next
 * request in this JVM on. Every method throws {@link StoreException} if the store is unavailable.
 * Thread-safe.
 *
 * <pre>{@code
 * ResourceId chat = new ResourceId("llm-client", "chat");
 * sallyport.resourceManager().create(accountId, chat, List.of(keyId));
 * }</pre>
 *
 * @since 0.1.0
 */
public interface ResourceManager {
  /** Result of binding or unbinding a key. */
  enum BindResult {
    /** The binding was added or removed. */
    DONE,
    /** The binding already existed or was already absent. */
    NO_CHANGE,
    /** The account has no such resource; another account may have it. */
    NO_SUCH_RESOURCE,
    /** The account has no such key; another account may have it. */
    NO_SUCH_KEY,
    /** The key is the last one bound to the resource, which must not become open. */
    WOULD_OPEN
  }

  /** Returns this manager with another audit context for its changes. */
  ResourceManager as(AuditContext context);

  /** Finds a resource of an account; empty also if it belongs to another account. */
  Optional<Resource> find(String accountId, ResourceId id);

  /** Finds a resource of any account. */
  Optional<Resource> find(ResourceId id);

  /** Returns all resources of an account. */
  List<Resource> ofAccount(String accountId);

  /**
   * Creates a resource of an account, without bound keys.
   *
   * @return false if a resource with this id exists in any account
   */
  boolean create(String accountId, ResourceId id);

  /** Result of creating a resource together with its bindings. */
  enum Creation {
    /** The resource was created and is bound to the keys. */
    DONE,
    /** Nothing was created: a resource with this id exists, possibly in another account. */
    NAME_TAKEN,
    /**
     * Nothing was created: one of the keys does not exist in the account; another account may have
     * it.
     */
    NO_SUCH_KEY
  }

  /**
   * Creates a resource of an account together with its bindings, so that it is not open in between.
   *
   * @param keyIds keys of the account; empty leaves the resource unbound
   */
  Creation create(String accountId, ResourceId id, Collection<UUID> keyIds);

  /**
   * Deletes a resource and its bindings.
   *
   * @return false if the account has no such resource
   */
  boolean delete(String accountId, ResourceId id);

  /** Binds a key to a resource, in addition to keys that are already bound. */
  BindResult bind(String accountId, ResourceId id, UUID keyId);

  /**
   * Unbinds a key from a resource. Without any bound key, the resource is open to all keys of the
   * account or to every client, see {@code unbound-resources}.
   *
   * @param keyId id of the key, or the group id of a bound key that is deleted
   */
  BindResult unbind(String accountId, ResourceId id, UUID keyId);

  /**
   * Unbinds a key from a resource unless it is the last one that is bound, also under concurrent
   * changes.
   */
  BindResult unbindUnlessLast(String accountId, ResourceId id, UUID keyId);
}

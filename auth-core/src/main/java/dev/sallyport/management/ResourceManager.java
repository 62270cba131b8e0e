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
 * Makes resources, and binds keys to them, where Sallyport keeps them.
 *
 * <p>Asks nobody whether the caller may do so, but writes down who did it: see {@link #as}. A
 * binding holds for a key and for all that succeed it by rotation. The next request in this JVM is
 * judged by a change. Every method throws {@link StoreException} if the store could not be asked.
 * Thread-safe.
 */
public interface ResourceManager {
  /** What became of a wish to bind a key, or to undo that. */
  enum BindResult {
    /** It is as wished. */
    DONE,
    /** It was so before. */
    NO_CHANGE,
    /** There is no such resource in that account; there may be in another. */
    NO_SUCH_RESOURCE,
    /** There is no such key in that account; there may be in another. */
    NO_SUCH_KEY,
    /** It is the last that is bound to the resource, which was not to be opened. */
    WOULD_OPEN
  }

  /** The same manager, whose changes are written down as those of somebody. */
  ResourceManager as(AuditContext attribution);

  /** Finds a resource of an account; empty also if it is another account's. */
  Optional<Resource> find(String accountNumber, ResourceId id);

  /** Finds a resource, whosever it is. */
  Optional<Resource> find(ResourceId id);

  /** All resources of an account. */
  List<Resource> ofAccount(String accountNumber);

  /**
   * Makes a resource of an account, to which no key is bound yet.
   *
   * @return false if there is one of this id, be it another account's
   */
  boolean create(String accountNumber, ResourceId id);

  /** What became of a resource that was to be created together with its bindings. */
  enum Creation {
    /** It exists now, and requires one of these keys. */
    DONE,
    /** Nothing is done: there is one of this id, possibly another account's. */
    NAME_TAKEN,
    /** Nothing is done: one of the keys does not exist in that account; it may in another. */
    NO_SUCH_KEY
  }

  /**
   * Creates a resource of an account together with the keys that it requires, so that it is never
   * open in between.
   *
   * @param keyIds keys of that account; none leaves the resource unbound
   */
  Creation create(String accountNumber, ResourceId id, Collection<UUID> keyIds);

  /**
   * Removes a resource and its bindings.
   *
   * @return false if there is none of this id in the account
   */
  boolean delete(String accountNumber, ResourceId id);

  /** Lets a resource require this key, or one of those that were bound before. */
  BindResult bind(String accountNumber, ResourceId id, UUID keyId);

  /**
   * Lets a resource require this key no more. If it was the last that was bound, the resource is
   * open to all keys of the account, or to everybody, from then on.
   *
   * @param keyId of the key, or of the family under which one is bound that is deleted by now
   */
  BindResult unbind(String accountNumber, ResourceId id, UUID keyId);

  /** The same, but for the last that is bound, whatever others unbind at the same time. */
  BindResult unbindUnlessLast(String accountNumber, ResourceId id, UUID keyId);
}

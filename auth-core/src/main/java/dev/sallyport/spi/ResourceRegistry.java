package dev.sallyport.spi;

import dev.sallyport.audit.AuditRecord;
import dev.sallyport.authorization.Resource;
import dev.sallyport.authorization.ResourceId;
import java.util.List;
import java.util.UUID;

/**
 * Resource directory that Sallyport keeps itself.
 *
 * <p>Like {@link ApiKeyStore}, it only stores. Each change is one transaction, with its audit
 * records. Every method throws {@link StoreException} if the store is unavailable.
 *
 * <pre>{@code
 * registry.insert(Resource.unbound(id, "acme"), List.of(record));
 * }</pre>
 *
 * @since 0.1.0
 */
public interface ResourceRegistry extends ResourceDirectory {
  /** Returns all resources of an account, sorted by type and name. */
  List<Resource> ofAccount(String accountId);

  /**
   * Adds a resource with its bindings.
   *
   * @return false, with nothing changed, if a resource with this id exists in any account
   */
  boolean insert(Resource resource, List<AuditRecord> records);

  /**
   * Deletes a resource and its bindings.
   *
   * @return false, with nothing changed, if the account has no resource with this id
   */
  boolean delete(String accountId, ResourceId id, List<AuditRecord> records);

  /**
   * Binds a group of keys to a resource.
   *
   * @return false, with nothing changed, if the account has no such resource, or the group is
   *     already bound
   */
  boolean bind(String accountId, ResourceId id, UUID groupId, List<AuditRecord> records);

  /**
   * Unbinds a group of keys from a resource.
   *
   * <p>Holds under concurrency: if several calls unbind the last groups of a resource and keep the
   * last one, one of them is denied.
   */
  Unbinding unbind(
      String accountId, ResourceId id, UUID groupId, LastGroup last, List<AuditRecord> records);

  /** What to do with the last group of a resource. */
  enum LastGroup {
    /** Unbinds it too, which opens the resource. */
    UNBIND,
    /** Keeps it, so that the resource does not become open. */
    KEEP
  }

  /** Result of unbinding a group. */
  enum Unbinding {
    /** The binding was removed. */
    DONE,
    /** Nothing was changed: the account has no such resource, or the group is not bound. */
    NOT_BOUND,
    /** Nothing was changed: it is the last group, and the resource may not become open. */
    WOULD_OPEN
  }
}

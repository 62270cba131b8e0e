package dev.sallyport.spi;

import dev.sallyport.audit.AuditRecord;
import dev.sallyport.authorization.Resource;
import dev.sallyport.authorization.ResourceId;
import java.util.List;
import java.util.UUID;

/**
 * A {@link ResourceDirectory} that Sallyport itself keeps.
 *
 * <p>Like {@link ApiKeyStore} it only stores; each change is one transaction, together with what
 * the audit log says of it. Every method throws {@link StoreException} if the answer could not be
 * found out.
 */
public interface ResourceRegistry extends ResourceDirectory {
  /** All resources of an account, by type and name. */
  List<Resource> ofAccount(String accountNumber);

  /**
   * Adds a resource, with its bindings.
   *
   * @return false, with nothing changed, if there is one of this id, be it another account's
   */
  boolean insert(Resource resource, List<AuditRecord> records);

  /**
   * Removes a resource and its bindings.
   *
   * @return false, with nothing changed, if there is none of this id
   */
  boolean delete(ResourceId id, List<AuditRecord> records);

  /**
   * Lets a resource require the keys of one family more.
   *
   * @return false, with nothing changed, if there is no such resource, or it requires them already
   */
  boolean bind(ResourceId id, UUID groupId, List<AuditRecord> records);

  /**
   * Lets a resource require the keys of one family no more.
   *
   * <p>A resource that may not be opened stays closed whatever others do at the same time: of many
   * who want to unbind its last families one is refused.
   *
   * @param mayOpen whether to do so also if it requires no others, so that it is open then
   */
  Unbinding unbind(ResourceId id, UUID groupId, boolean mayOpen, List<AuditRecord> records);

  /** What became of a wish to unbind a family. */
  enum Unbinding {
    /** It is done. */
    DONE,
    /** Nothing is done: there is no such resource, or it does not require the family. */
    NOT_BOUND,
    /** Nothing is done: the resource requires no other family, and may not be opened. */
    WOULD_OPEN
  }
}

package dev.sallyport.auth.spi;

import java.util.List;
import java.util.UUID;

/**
 * A {@link ResourceDirectory} that Sallyport itself keeps.
 *
 * <p>Like {@link TokenStore} it only stores; each change is one transaction, together with what the
 * audit log says of it. Every method throws {@link StoreException} if the answer could not be found
 * out.
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
  boolean bind(ResourceId id, UUID family, List<AuditRecord> records);

  /**
   * Lets a resource require the keys of one family no more.
   *
   * @return false, with nothing changed, if there is no such resource, or it does not require them
   */
  boolean unbind(ResourceId id, UUID family, List<AuditRecord> records);
}

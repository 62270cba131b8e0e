package dev.sallyport.cli.client;

import dev.sallyport.admin.api.ResourceView;
import dev.sallyport.authorization.ResourceId;
import dev.sallyport.cli.output.DeniedException;
import dev.sallyport.management.ResourceManager.BindResult;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Client for resources and their bindings to keys, in a database or on a server. */
public interface ResourceClient {
  /** Returns all resources of an account. */
  List<ResourceView> ofAccount(String accountId);

  /** Returns a resource; empty if the account has no such resource. */
  Optional<ResourceView> find(String accountId, ResourceId id);

  /**
   * Creates a resource.
   *
   * @param keyIds the keys to bind, of which requests need one; may be empty
   * @throws DeniedException if the resource may not be created
   */
  void create(String accountId, ResourceId id, List<UUID> keyIds);

  /** Deletes a resource; returns false if the account has no such resource. */
  boolean delete(String accountId, ResourceId id);

  /** Binds a key to a resource, or removes the binding. */
  BindResult change(String accountId, ResourceId id, UUID keyId, boolean bound);

  /** Returns the exception for an account that does not exist. */
  static DeniedException noSuchAccount(String accountId) {
    return new DeniedException(
        "account " + accountId + " not found; create it with 'sallyport accounts create'");
  }

  /** Returns the exception for a resource whose name is taken. */
  static DeniedException nameTaken(ResourceId id) {
    return new DeniedException("the resource name " + id + " is taken");
  }

  /** Returns the exception for keys that the account does not have. */
  static DeniedException noSuchKey(String accountId) {
    return new DeniedException("at least one key was not found in account " + accountId);
  }
}

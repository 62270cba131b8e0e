package dev.sallyport.cli.client;

import dev.sallyport.admin.api.ResourceView;
import dev.sallyport.authorization.ResourceId;
import dev.sallyport.cli.output.DeniedException;
import dev.sallyport.management.ResourceManager.BindResult;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Resources and the keys that they require, wherever that is kept. */
public interface ResourceClient {
  List<ResourceView> ofAccount(String accountNumber);

  Optional<ResourceView> find(String accountNumber, ResourceId id);

  /**
   * Creates a resource that requires one of these keys from the start, if there are any.
   *
   * @throws DeniedException if there may be no such resource
   */
  void create(String accountNumber, ResourceId id, List<UUID> keyIds);

  /** Answers false if the account has no such resource. */
  boolean delete(String accountNumber, ResourceId id);

  /** Binds a key, or undoes that. */
  BindResult change(String accountNumber, ResourceId id, UUID keyId, boolean bound);

  /** Returns why an account has no resources. */
  static DeniedException noSuchAccount(String accountNumber) {
    return new DeniedException(
        "there is no account " + accountNumber + "; 'sallyport create-account' makes one");
  }

  /** Returns why a resource is not created. */
  static DeniedException nameTaken(ResourceId id) {
    return new DeniedException("the name " + id + " is taken");
  }

  /** Returns why a resource does not get its keys. */
  static DeniedException noSuchKey(String accountNumber) {
    return new DeniedException("one of the keys does not exist in the account " + accountNumber);
  }
}

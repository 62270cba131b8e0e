package dev.sallyport.auth.cli;

import dev.sallyport.auth.ResourceManager.BindResult;
import dev.sallyport.auth.admin.api.ResourceView;
import dev.sallyport.auth.spi.ResourceId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Resources and the keys that they require, wherever that is kept. */
interface Resources {
  List<ResourceView> ofAccount(String accountNumber);

  Optional<ResourceView> find(String accountNumber, ResourceId id);

  /**
   * Creates a resource that requires one of these keys from the start, if there are any.
   *
   * @throws RefusedException if there may be no such resource
   */
  void create(String accountNumber, ResourceId id, List<UUID> keyIds);

  /** Answers false if the account has no such resource. */
  boolean delete(String accountNumber, ResourceId id);

  /** Binds a key, or undoes that. */
  BindResult change(String accountNumber, ResourceId id, UUID keyId, boolean bound);

  /** Returns why an account has no resources. */
  static RefusedException noSuchAccount(String accountNumber) {
    return new RefusedException(
        "there is no account " + accountNumber + "; 'sallyport create-account' makes one");
  }

  /** Returns why a resource is not created. */
  static RefusedException nameTaken(ResourceId id) {
    return new RefusedException("the name " + id + " is taken");
  }

  /** Returns why a resource does not get its keys. */
  static RefusedException noSuchKey(String accountNumber) {
    return new RefusedException("one of the keys does not exist in the account " + accountNumber);
  }
}

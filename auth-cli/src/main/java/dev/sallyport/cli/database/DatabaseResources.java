package dev.sallyport.cli.database;

import dev.sallyport.Sallyport;
import dev.sallyport.admin.api.ResourceView;
import dev.sallyport.authorization.ResourceId;
import dev.sallyport.cli.client.ResourceClient;
import dev.sallyport.management.ResourceManager;
import dev.sallyport.management.ResourceManager.BindResult;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Client for resources and their bindings in a database. */
record DatabaseResources(Sallyport sallyport, ResourceManager manager) implements ResourceClient {
  @Override
  public List<ResourceView> ofAccount(String accountNumber) {
    return manager.ofAccount(accountNumber).stream().map(ResourceView::of).toList();
  }

  @Override
  public Optional<ResourceView> find(String accountNumber, ResourceId id) {
    return manager.find(accountNumber, id).map(ResourceView::of);
  }

  /** Does not check the account if the host application manages accounts. */
  @Override
  public void create(String accountNumber, ResourceId id, List<UUID> keyIds) {
    if (sallyport.keepsOwners() && sallyport.ownerManager().account(accountNumber).isEmpty()) {
      throw ResourceClient.noSuchAccount(accountNumber);
    }
    switch (manager.create(accountNumber, id, keyIds)) {
      case DONE -> {}
      case NAME_TAKEN -> throw ResourceClient.nameTaken(id);
      case NO_SUCH_KEY -> throw ResourceClient.noSuchKey(accountNumber);
    }
  }

  @Override
  public boolean delete(String accountNumber, ResourceId id) {
    return manager.delete(accountNumber, id);
  }

  @Override
  public BindResult change(String accountNumber, ResourceId id, UUID keyId, boolean bound) {
    return bound
        ? manager.bind(accountNumber, id, keyId)
        : manager.unbind(accountNumber, id, keyId);
  }
}

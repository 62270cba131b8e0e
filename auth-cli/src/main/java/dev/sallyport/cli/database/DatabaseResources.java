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
  public List<ResourceView> ofAccount(String accountId) {
    return manager.ofAccount(accountId).stream().map(ResourceView::of).toList();
  }

  @Override
  public Optional<ResourceView> find(String accountId, ResourceId id) {
    return manager.find(accountId, id).map(ResourceView::of);
  }

  /** Does not check the account if the host application manages accounts. */
  @Override
  public void create(String accountId, ResourceId id, List<UUID> keyIds) {
    if (sallyport.keepsOwners() && sallyport.ownerManager().account(accountId).isEmpty()) {
      throw ResourceClient.noSuchAccount(accountId);
    }
    switch (manager.create(accountId, id, keyIds)) {
      case DONE -> {}
      case NAME_TAKEN -> throw ResourceClient.nameTaken(id);
      case NO_SUCH_KEY -> throw ResourceClient.noSuchKey(accountId);
    }
  }

  @Override
  public boolean delete(String accountId, ResourceId id) {
    return manager.delete(accountId, id);
  }

  @Override
  public BindResult change(String accountId, ResourceId id, UUID keyId, boolean bound) {
    return bound ? manager.bind(accountId, id, keyId) : manager.unbind(accountId, id, keyId);
  }
}

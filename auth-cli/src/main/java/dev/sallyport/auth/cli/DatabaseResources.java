package dev.sallyport.auth.cli;

import dev.sallyport.auth.ResourceManager;
import dev.sallyport.auth.ResourceManager.BindResult;
import dev.sallyport.auth.Sallyport;
import dev.sallyport.auth.admin.api.ResourceView;
import dev.sallyport.auth.spi.ResourceId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Resources and their bindings in a database. */
record DatabaseResources(Sallyport gate, ResourceManager manager) implements Resources {
  @Override
  public List<ResourceView> ofAccount(String accountNumber) {
    return manager.ofAccount(accountNumber).stream().map(ResourceView::of).toList();
  }

  @Override
  public Optional<ResourceView> find(String accountNumber, ResourceId id) {
    return manager.find(accountNumber, id).map(ResourceView::of);
  }

  /** Where the host keeps accounts, it is believed. */
  @Override
  public void create(String accountNumber, ResourceId id, List<UUID> keyIds) {
    if (gate.keepsOwners() && gate.ownerManager().account(accountNumber).isEmpty()) {
      throw Resources.noSuchAccount(accountNumber);
    }
    switch (manager.create(accountNumber, id, keyIds)) {
      case DONE -> {}
      case NAME_TAKEN -> throw Resources.nameTaken(id);
      case NO_SUCH_KEY -> throw Resources.noSuchKey(accountNumber);
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

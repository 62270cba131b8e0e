package dev.sallyport.auth.cli;

import dev.sallyport.auth.ResourceManager;
import dev.sallyport.auth.ResourceManager.BindResult;
import dev.sallyport.auth.Sallyport;
import dev.sallyport.auth.spi.Resource;
import dev.sallyport.auth.spi.ResourceId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Resources and their bindings in a database. */
record DatabaseResources(Sallyport gate, ResourceManager manager) implements Resources {
  @Override
  public List<Resource> ofAccount(String accountNumber) {
    return manager.ofAccount(accountNumber);
  }

  @Override
  public Optional<Resource> find(String accountNumber, ResourceId id) {
    return manager.find(accountNumber, id);
  }

  /** Where the host keeps accounts, it is believed. */
  @Override
  public Creation create(String accountNumber, ResourceId id, List<UUID> keyIds) {
    if (gate.keepsOwners() && gate.ownerManager().account(accountNumber).isEmpty()) {
      return Creation.NO_SUCH_ACCOUNT;
    }
    return switch (manager.create(accountNumber, id, keyIds)) {
      case DONE -> Creation.DONE;
      case NAME_TAKEN -> Creation.NAME_TAKEN;
      case NO_SUCH_KEY -> Creation.NO_SUCH_KEY;
    };
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

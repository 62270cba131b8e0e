package dev.sallyport.auth.cli;

import dev.sallyport.auth.CreateResult;
import dev.sallyport.auth.KeyWithState;
import dev.sallyport.auth.NewKey;
import dev.sallyport.auth.Rotation;
import dev.sallyport.auth.TokenManager;
import dev.sallyport.auth.spi.Page;
import dev.sallyport.auth.token.AuthToken;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Keys in a database. */
record DatabaseKeys(TokenManager manager) implements Keys {
  @Override
  public Page<KeyWithState> list(KeySearch search) {
    return manager.listWithStates(
        search.query(manager.conditions(Optional.empty(), search.soon())));
  }

  @Override
  public Optional<KeyWithState> find(UUID id) {
    return manager.withStates(manager.get(List.of(id))).stream().findFirst();
  }

  @Override
  public CreateResult create(NewKey wanted) {
    return UsageException.unlessWithinBounds(() -> manager.create(wanted));
  }

  @Override
  public Optional<CreateResult> rotate(UUID id, Rotation how) {
    return manager.rotate(id, how);
  }

  @Override
  public Optional<AuthToken> change(UUID id, Alteration alteration) {
    return UsageException.unlessWithinBounds(() -> changed(id, alteration));
  }

  private Optional<AuthToken> changed(UUID id, Alteration alteration) {
    if (alteration instanceof Alteration.Rename rename) {
      return manager.rename(id, rename.name());
    }
    if (alteration instanceof Alteration.Describe describe) {
      return manager.describe(id, describe.description());
    }
    return switch ((Alteration.Switch) alteration) {
      case ACTIVATE -> manager.activate(id);
      case DEACTIVATE -> manager.deactivate(id);
      case TOGGLE -> manager.toggle(id);
    };
  }

  @Override
  public Optional<AuthToken> delete(UUID id) {
    return manager.delete(id);
  }

  @Override
  public int purge(Duration age, Progress progress) {
    return manager.purge(age);
  }
}

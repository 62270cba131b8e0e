package dev.sallyport.auth.cli;

import dev.sallyport.auth.CreateResult;
import dev.sallyport.auth.CreateResult.Created;
import dev.sallyport.auth.CreateResult.Refused;
import dev.sallyport.auth.KeyWithState;
import dev.sallyport.auth.NewKey;
import dev.sallyport.auth.Rotation;
import dev.sallyport.auth.TokenManager;
import dev.sallyport.auth.admin.api.CreatedKeyView;
import dev.sallyport.auth.admin.api.KeyView;
import dev.sallyport.auth.admin.api.PageView;
import dev.sallyport.auth.token.AuthToken;
import dev.sallyport.auth.token.EffectiveState;
import dev.sallyport.auth.token.Owner;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Keys in a database. */
record DatabaseKeys(TokenManager manager) implements Keys {
  @Override
  public PageView<KeyView> list(KeySearch search) {
    return PageView.of(
        manager.listWithStates(search.query(manager.conditions(Optional.empty(), search.soon()))),
        search.page() + 1,
        search.size(),
        KeyView::of);
  }

  @Override
  public Optional<KeyView> find(UUID id) {
    return manager.withStates(manager.get(List.of(id))).stream().findFirst().map(KeyView::of);
  }

  @Override
  public CreatedKeyView create(NewKey wanted) {
    CreateResult result = UsageException.unlessWithinBounds(() -> manager.create(wanted));
    return created(result, wanted.owner());
  }

  @Override
  public Optional<CreatedKeyView> rotate(KeyView key, Rotation how) {
    Owner owner = new Owner(key.owner().accountNumber(), key.owner().username());
    return manager.rotate(key.id(), how).map(result -> created(result, owner));
  }

  private static CreatedKeyView created(CreateResult result, Owner owner) {
    if (result instanceof Refused refused) {
      throw new RefusedException(Refusal.of(refused.reason(), owner));
    }
    Created created = (Created) result;
    return new CreatedKeyView(view(created.key()), created.token());
  }

  /** A key after a change, without asking whether its owner is active. */
  static KeyView view(AuthToken key) {
    EffectiveState state = key.active() ? EffectiveState.ACTIVE : EffectiveState.INACTIVE;
    return KeyView.of(new KeyWithState(key, state, key.expiresAt()));
  }

  @Override
  public Optional<KeyView> change(UUID id, Alteration alteration) {
    return UsageException.unlessWithinBounds(() -> changed(id, alteration)).map(DatabaseKeys::view);
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
  public Optional<KeyView> delete(UUID id) {
    return manager.delete(id).map(DatabaseKeys::view);
  }

  @Override
  public int purge(Duration age, Progress progress) {
    return manager.purge(age);
  }
}

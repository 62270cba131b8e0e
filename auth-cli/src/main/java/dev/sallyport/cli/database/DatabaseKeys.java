package dev.sallyport.cli.database;

import dev.sallyport.admin.api.CreatedKeyView;
import dev.sallyport.admin.api.KeyView;
import dev.sallyport.admin.api.PageView;
import dev.sallyport.authentication.ApiKeyAuthenticator;
import dev.sallyport.cli.client.CreationFailure;
import dev.sallyport.cli.client.KeyChange;
import dev.sallyport.cli.client.KeyClient;
import dev.sallyport.cli.client.KeySearch;
import dev.sallyport.cli.context.ProgressReporter;
import dev.sallyport.cli.output.DeniedException;
import dev.sallyport.cli.output.UsageException;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.EffectiveState;
import dev.sallyport.key.Owner;
import dev.sallyport.key.OwnerStatus;
import dev.sallyport.management.ApiKeyManager;
import dev.sallyport.management.ChangeResult;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.management.CreateResult;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.management.CreateResult.Denied;
import dev.sallyport.management.KeyWithState;
import dev.sallyport.management.Rotation;
import dev.sallyport.token.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Client for keys in a database. */
public record DatabaseKeys(ApiKeyManager manager, ApiKeyAuthenticator authenticator)
    implements KeyClient {
  @Override
  public PageView<KeyView> list(KeySearch search) {
    return PageView.of(
        manager.listWithStates(search.query(manager.conditions(search.soon()))),
        search.page() + 1,
        search.size(),
        KeyView::of);
  }

  @Override
  public Optional<KeyView> find(UUID id) {
    return manager.withStates(manager.get(List.of(id))).stream().findFirst().map(KeyView::of);
  }

  @Override
  public Optional<KeyView> findByToken(Secret token) {
    return authenticator.keyOf(token).flatMap(this::find);
  }

  @Override
  public CreatedKeyView create(CreateKeyRequest request) {
    CreateResult result = UsageException.convertInvalidValue(() -> manager.create(request));
    return created(result, request.owner());
  }

  @Override
  public Optional<CreatedKeyView> rotate(KeyView key, Rotation how) {
    Owner owner = new Owner(key.owner().accountId(), key.owner().userId());
    return manager.rotate(key.id(), how).map(result -> created(result, owner));
  }

  private static CreatedKeyView created(CreateResult result, Owner owner) {
    if (result instanceof Denied denied) {
      throw new DeniedException(CreationFailure.of(denied.reason(), owner));
    }
    Created created = (Created) result;
    return new CreatedKeyView(view(created.key()), created.token());
  }

  /** Returns the view of a key after a change, without reading the state of its owner. */
  public static KeyView view(ApiKey key) {
    EffectiveState state = key.active() ? EffectiveState.ACTIVE : EffectiveState.INACTIVE;
    OwnerStatus owner = OwnerStatus.ACTIVE;
    return KeyView.of(new KeyWithState(key, state, key.expiresAt(), owner));
  }

  @Override
  public Optional<KeyView> change(UUID id, KeyChange change) {
    return UsageException.convertInvalidValue(() -> changed(id, change)).map(DatabaseKeys::view);
  }

  private Optional<ApiKey> changed(UUID id, KeyChange change) {
    if (change instanceof KeyChange.Edit edit) {
      return manager.edit(id, edit.update()).map(result -> edited(id, result));
    }
    return switch ((KeyChange.Switch) change) {
      case ACTIVATE -> manager.activate(id);
      case DEACTIVATE -> manager.deactivate(id);
      case TOGGLE -> manager.toggle(id);
    };
  }

  private ApiKey edited(UUID id, ChangeResult result) {
    if (result instanceof ChangeResult.Denied denied) {
      Owner owner = manager.get(id).map(ApiKey::owner).orElseThrow();
      throw new DeniedException(CreationFailure.of(denied.reason(), owner));
    }
    return ((ChangeResult.Changed) result).key();
  }

  @Override
  public Optional<KeyView> delete(UUID id) {
    return manager.delete(id).map(DatabaseKeys::view);
  }

  @Override
  public int purge(Duration age, ProgressReporter progress) {
    return manager.purge(age);
  }
}

package dev.sallyport.admin.service;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import dev.sallyport.Sallyport;
import dev.sallyport.authentication.TokenLookupResult;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.InvalidValueException;
import dev.sallyport.key.KeySummary;
import dev.sallyport.key.Page;
import dev.sallyport.management.ApiKeyManager;
import dev.sallyport.management.BulkAction;
import dev.sallyport.management.BulkResult;
import dev.sallyport.management.ChangeResult;
import dev.sallyport.management.ChangeResult.Changed;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.management.CreateResult;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.management.KeyUpdate;
import dev.sallyport.management.KeyWithState;
import dev.sallyport.management.Rotation;
import dev.sallyport.spi.ApiKeyFilter;
import dev.sallyport.spi.ApiKeyQuery;
import dev.sallyport.spi.StoreConflictException;
import dev.sallyport.spi.StoreException;
import dev.sallyport.spi.SummaryQuery;
import dev.sallyport.token.Secret;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;

/**
 * Keys as visible to an administrator, and changes of them. To administrators who are not
 * superusers, keys of other accounts do not exist.
 */
public record AdminKeyService(Sallyport sallyport, Administrator administrator) {
  private static final int MAX_ATTEMPTS = 20;

  /** Returns a page of visible keys; an empty one if the query names another account. */
  public Page<ApiKey> list(ApiKeyQuery query) {
    String account = query.filter().get(ApiKeyFilter.ACCOUNT);
    if (administrator.isSuper()) {
      return sallyport.keys().list(query);
    }
    if (account != null && !administrator.sees(account)) {
      return new Page<>(List.of(), 0);
    }
    Page<ApiKey> page = sallyport.keys().list(query.ofAccount(administrator.owner().accountId()));
    return new Page<>( // again, because a database may compare accounts without case
        page.items().stream().filter(this::isSeen).toList(), page.total());
  }

  /** Returns a page of visible keys with their effective states. */
  public Page<KeyWithState> listWithStates(ApiKeyQuery query) {
    Page<ApiKey> page = list(query);
    return new Page<>(withStates(page.items()), page.total());
  }

  /** Adds the effective states to visible keys. */
  public List<KeyWithState> withStates(List<ApiKey> keys) {
    return sallyport.keys().withStates(keys);
  }

  /** Adds the effective state to a visible key. */
  public KeyWithState withState(ApiKey key) {
    return withStates(List.of(key)).get(0);
  }

  /** Returns a key in any state; empty if it does not exist or is not visible. */
  public Optional<ApiKey> find(UUID id) {
    return sallyport.keys().get(id).filter(this::isSeen);
  }

  /**
   * Finds the key of a token, in any state. A key that is not visible is not found. Searches are
   * limited as those of untrusted clients are, since each tells whether a token is valid.
   */
  public TokenLookupResult findByToken(Secret token) {
    TokenLookupResult result =
        sallyport.authenticator().trace(token, administrator.attribution().origin());
    boolean isHidden =
        result instanceof TokenLookupResult.Found found && find(found.keyId()).isEmpty();
    return isHidden ? new TokenLookupResult.NotFound() : result;
  }

  /** Returns the visible keys among these with their effective states, in any order. */
  public List<KeyWithState> findWithStates(Collection<UUID> ids) {
    return sallyport.keys().getWithStates(ids).stream().filter(it -> isSeen(it.key())).toList();
  }

  private boolean isSeen(ApiKey key) {
    return administrator.sees(key.owner().accountId());
  }

  /** Returns the visible keys among these, in the order of the ids. */
  public List<ApiKey> find(Collection<UUID> ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
    Map<UUID, ApiKey> found =
        sallyport.keys().get(ids).stream()
            .filter(this::isSeen)
            .collect(toMap(ApiKey::id, identity()));
    return ids.stream().distinct().filter(found::containsKey).map(found::get).toList();
  }

  /** Returns the numbers of visible keys. */
  public KeySummary summary(Duration soon) {
    return administrator
        .accountLimit()
        .map(account -> sallyport.keys().summary(account, soon))
        .orElseGet(() -> sallyport.keys().summary(soon));
  }

  /** Returns the conditions of {@link #summary} as filters for {@link #list}. */
  public SummaryQuery conditions(Duration soon) {
    return administrator
        .accountLimit()
        .map(account -> sallyport.keys().conditions(account, soon))
        .orElseGet(() -> sallyport.keys().conditions(soon));
  }

  /**
   * Creates a key with grantable scopes, for the administrator or, as a superuser, for any user.
   *
   * @throws InvalidValueException if a value is invalid; the message names it
   */
  public Result<Created> create(CreateKeyRequest requested) {
    return rights()
        .denialOfCreation(requested)
        .<Result<Created>>map(Result::declined)
        .orElseGet(() -> created(manager().create(requested)));
  }

  /**
   * Rotates a key. The administrator must be allowed to see its token, and must be its owner or be
   * allowed to grant its scopes.
   *
   * @param version expected version of the key; empty for any
   */
  public Result<Created> rotate(UUID id, OptionalLong version, Rotation how) {
    return changing(
        id,
        version,
        rights()::denialOfRotation,
        key ->
            manager()
                .rotate(id, key.version(), how)
                .map(AdminKeyService::created)
                .orElseGet(() -> Result.declined(Denial.ABSENT)));
  }

  /**
   * Updates a key. Added scopes must be grantable. If the update widens the use of the key, all its
   * scopes must be grantable.
   *
   * @param version expected version of the key; empty for any
   * @throws InvalidValueException if a value is invalid; the message names it
   */
  public Result<ApiKey> edit(UUID id, OptionalLong version, KeyUpdate edit) {
    return edit(id, version, key -> edit);
  }

  /** Activates a key. */
  public Result<ApiKey> activate(UUID id, OptionalLong version) {
    return edit(id, version, KeyUpdate.NOTHING.active(true));
  }

  /** Deactivates a key. */
  public Result<ApiKey> deactivate(UUID id, OptionalLong version) {
    return edit(id, version, KeyUpdate.NOTHING.active(false));
  }

  /** Activates an inactive key, and deactivates an active one. */
  public Result<ApiKey> toggle(UUID id, OptionalLong version) {
    return edit(id, version, key -> KeyUpdate.NOTHING.active(!key.active()));
  }

  private Result<ApiKey> edit(UUID id, OptionalLong version, Function<ApiKey, KeyUpdate> edit) {
    return changing(
        id,
        version,
        key -> rights().denialOfEdit(key, edit.apply(key)),
        key -> changed(manager().edit(id, key.version(), edit.apply(key))));
  }

  /** Deletes a key permanently. */
  public Result<ApiKey> delete(UUID id, OptionalLong version) {
    return changing(
        id,
        version,
        rights()::denialOfDeletion,
        key -> changed(manager().delete(id, key.version())));
  }

  /**
   * Applies a change to exactly the version of a key that was authorized. Without an expected
   * version, retries after concurrent modifications.
   *
   * @throws StoreException after {@value #MAX_ATTEMPTS} attempts
   */
  private <T> Result<T> changing(
      UUID id,
      OptionalLong version,
      Function<ApiKey, Optional<Denial>> check,
      Function<ApiKey, Result<T>> work) {
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      Result<ApiKey> key = changeable(id, version, check);
      Result<T> result = key.fold(work, Result::declined);
      if (version.isPresent() || !result.isDeclined(Denial.OUTDATED)) {
        return result;
      }
    }
    throw new StoreConflictException(
        "Could not update key "
            + id
            + " after "
            + MAX_ATTEMPTS
            + " attempts because of concurrent modifications.");
  }

  private Result<ApiKey> changeable(
      UUID id, OptionalLong version, Function<ApiKey, Optional<Denial>> check) {
    Optional<ApiKey> key = find(id);
    Optional<Denial> denial = key.flatMap(check);
    if (denial.isPresent()) {
      return Result.declined(denial.get());
    }
    boolean isOutdated = key.filter(it -> version.orElse(it.version()) != it.version()).isPresent();
    return isOutdated ? Result.declined(Denial.OUTDATED) : Result.of(key);
  }

  /**
   * Applies an action to many keys in one transaction. Keys that the administrator must not change
   * are left unchanged.
   *
   * @param versions expected versions; a key that has another one is left unchanged, too
   * @throws InvalidValueException if there are too many keys
   */
  public BulkResult bulk(BulkAction action, Collection<UUID> ids, Map<UUID, Long> versions) {
    return manager()
        .bulk(action, ids, this::isSeen, key -> may(action, key) && !isOutdated(key, versions));
  }

  /** Returns whether a key has another version than expected. */
  public static boolean isOutdated(ApiKey key, Map<UUID, Long> versions) {
    Long expected = versions.get(key.id());
    return expected != null && expected != key.version();
  }

  /** Returns whether the administrator may apply an action to a visible key. */
  public boolean may(BulkAction action, ApiKey key) {
    return rights().denialOf(action, key).isEmpty();
  }

  private KeyPermissions rights() {
    return new KeyPermissions(sallyport, administrator);
  }

  private ApiKeyManager manager() {
    administrator.requireChange();
    return sallyport.keys().as(administrator.attribution());
  }

  private static Result<Created> created(CreateResult result) {
    return result instanceof Created created
        ? Result.done(created)
        : Result.declined(Denial.of(((CreateResult.Denied) result).reason()));
  }

  private static Result<ApiKey> changed(Optional<ChangeResult> result) {
    if (result.isEmpty()) {
      return Result.declined(Denial.ABSENT);
    }
    if (result.get() instanceof Changed changed) {
      return Result.done(changed.key());
    }
    return Result.declined(
        result.get() instanceof ChangeResult.Denied denied
            ? Denial.of(denied.reason())
            : Denial.OUTDATED);
  }
}

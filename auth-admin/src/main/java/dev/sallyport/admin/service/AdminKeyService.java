package dev.sallyport.admin.service;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import dev.sallyport.Sallyport;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.InvalidValueException;
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
import dev.sallyport.spi.ApiKeyQuery;
import dev.sallyport.spi.KeySummary;
import dev.sallyport.spi.StoreException;
import dev.sallyport.spi.SummaryQuery;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;

/**
 * Keys as an administrator sees and changes them: those of other accounts are not there for whoever
 * is no superuser. Knows neither HTTP nor pages.
 */
public record AdminKeyService(Sallyport sallyport, Administrator administrator) {
  private static final int MAX_ATTEMPTS = 20;

  /** One page; none of it if another account is asked for. */
  Page<ApiKey> list(ApiKeyQuery query) {
    String account = query.filter().accountNumberOrNull();
    if (administrator.isSuper()) {
      return sallyport.keys().list(query);
    }
    return account == null || administrator.sees(account)
        ? sallyport.keys().list(query.ofAccount(administrator.owner().accountNumber()))
        : new Page<>(List.of(), 0);
  }

  /** One page with the effective states of its keys. */
  public Page<KeyWithState> listWithStates(ApiKeyQuery query) {
    Page<ApiKey> page = list(query);
    return new Page<>(withStates(page.items()), page.total());
  }

  /** Keys that it sees, with their effective states. */
  public List<KeyWithState> withStates(List<ApiKey> keys) {
    return sallyport.keys().withStates(keys);
  }

  /** A key that it sees, with its effective state. */
  public KeyWithState withState(ApiKey key) {
    return withStates(List.of(key)).get(0);
  }

  /** A key in whatever state it is. */
  public Optional<ApiKey> find(UUID id) {
    return sallyport.keys().get(id).filter(this::isSeen);
  }

  private boolean isSeen(ApiKey key) {
    return administrator.sees(key.owner().accountNumber());
  }

  /** Several at once, in the order in which they are named; without those that it does not see. */
  public List<ApiKey> find(Collection<UUID> ids) {
    Map<UUID, ApiKey> found =
        sallyport.keys().get(ids).stream()
            .filter(this::isSeen)
            .collect(toMap(ApiKey::id, identity()));
    return ids.stream().distinct().filter(found::containsKey).map(found::get).toList();
  }

  /** How many keys there are that it sees. */
  public KeySummary summary(Duration soon) {
    return sallyport.keys().summary(administrator.accountLimit(), soon);
  }

  /** What {@link #summary} counts now, as filters for {@link #list}. */
  public SummaryQuery conditions(Duration soon) {
    return sallyport.keys().conditions(administrator.accountLimit(), soon);
  }

  /**
   * Makes a key: for itself, or as a superuser for anybody; with scopes that it may give.
   *
   * @throws InvalidValueException if a part is out of its bounds; the message names the part
   */
  public Result<Created> create(CreateKeyRequest requested) {
    return rights()
        .objectionToCreation(requested)
        .<Result<Created>>map(Result::declined)
        .orElseGet(() -> created(manager().create(requested)));
  }

  /**
   * Makes the successor of a key: of one whose token it may be shown, which holds no more scopes
   * than it may give or is its own.
   *
   * @param version of the key that it saw; empty for any
   */
  public Result<Created> rotate(UUID id, OptionalLong version, Rotation how) {
    return changing(
        id,
        version,
        rights()::objectionToRotation,
        key ->
            manager()
                .rotate(id, key.version(), how)
                .map(AdminKeyService::created)
                .orElseGet(() -> Result.declined(Denial.ABSENT)));
  }

  /**
   * Changes several parts of a key at once; what is new among its scopes has to be what it may
   * give, and so has all of them where the key is to do more than before.
   *
   * @param version of the key that it saw; empty for any
   * @throws InvalidValueException if a part is out of its bounds; the message names the part
   */
  public Result<ApiKey> edit(UUID id, OptionalLong version, KeyUpdate edit) {
    return edit(id, version, key -> edit);
  }

  /** Switches a key on. */
  public Result<ApiKey> activate(UUID id, OptionalLong version) {
    return edit(id, version, KeyUpdate.NOTHING.active(true));
  }

  /** Switches a key off. */
  public Result<ApiKey> deactivate(UUID id, OptionalLong version) {
    return edit(id, version, KeyUpdate.NOTHING.active(false));
  }

  /** Switches a key to its other state. */
  public Result<ApiKey> toggle(UUID id, OptionalLong version) {
    return edit(id, version, key -> KeyUpdate.NOTHING.active(!key.active()));
  }

  private Result<ApiKey> edit(UUID id, OptionalLong version, Function<ApiKey, KeyUpdate> edit) {
    return changing(
        id,
        version,
        key -> rights().objectionToEdit(key, edit.apply(key)),
        key -> changed(manager().edit(id, key.version(), edit.apply(key))));
  }

  /** Ends a key for good. */
  public Result<ApiKey> delete(UUID id, OptionalLong version) {
    return changing(
        id,
        version,
        rights()::objectionToDeletion,
        key -> changed(manager().delete(id, key.version())));
  }

  /**
   * Does something to the very version of a key to which there is no objection; if the version does
   * not matter to the caller, again where others were faster.
   */
  private <T> Result<T> changing(
      UUID id,
      OptionalLong version,
      Function<ApiKey, Optional<Denial>> denial,
      Function<ApiKey, Result<T>> work) {
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      Result<ApiKey> key = changeable(id, version, denial);
      Result<T> result = key.fold(work, Result::declined);
      if (version.isPresent() || !result.isDeclined(Denial.OUTDATED)) {
        return result;
      }
    }
    throw new StoreException("key " + id + " was changed by others all the time; try again");
  }

  private Result<ApiKey> changeable(
      UUID id, OptionalLong version, Function<ApiKey, Optional<Denial>> denial) {
    Optional<ApiKey> key = find(id);
    Optional<Denial> refusal = key.flatMap(denial);
    if (refusal.isPresent()) {
      return Result.declined(refusal.get());
    }
    boolean isOutdated = key.filter(it -> version.orElse(it.version()) != it.version()).isPresent();
    return isOutdated ? Result.declined(Denial.OUTDATED) : Result.of(key);
  }

  /**
   * Does the same to many keys, all of them together or none, but for keys that are not its to
   * change so, which stay as they are.
   *
   * @throws InvalidValueException if there are too many
   */
  public BulkResult bulk(BulkAction action, Collection<UUID> ids) {
    return manager().bulk(action, ids, this::isSeen, key -> may(action, key));
  }

  /** Whether it may do so to a key that it sees. */
  public boolean may(BulkAction action, ApiKey key) {
    return rights().objectionTo(action, key).isEmpty();
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
        result.get() instanceof ChangeResult.Denied refused
            ? Denial.of(refused.reason())
            : Denial.OUTDATED);
  }
}

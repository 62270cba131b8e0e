package dev.sallyport.auth.admin;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import dev.sallyport.auth.BulkAction;
import dev.sallyport.auth.BulkResult;
import dev.sallyport.auth.ChangeResult;
import dev.sallyport.auth.ChangeResult.Changed;
import dev.sallyport.auth.CreateResult;
import dev.sallyport.auth.CreateResult.Created;
import dev.sallyport.auth.KeyEdit;
import dev.sallyport.auth.KeyWithState;
import dev.sallyport.auth.NewKey;
import dev.sallyport.auth.Rotation;
import dev.sallyport.auth.Sallyport;
import dev.sallyport.auth.TokenManager;
import dev.sallyport.auth.spi.KeySummary;
import dev.sallyport.auth.spi.Page;
import dev.sallyport.auth.spi.StoreException;
import dev.sallyport.auth.spi.SummaryQuery;
import dev.sallyport.auth.spi.TokenQuery;
import dev.sallyport.auth.token.AuthToken;
import dev.sallyport.auth.token.OutOfBoundsException;
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
record KeyDesk(Sallyport gate, Administrator who) {
  private static final int MAX_ATTEMPTS = 20;

  /** One page; none of it if another account is asked for. */
  Page<AuthToken> list(TokenQuery query) {
    String account = query.filter().accountNumberOrNull();
    if (who.isSuper()) {
      return gate.keys().list(query);
    }
    return account == null || who.sees(account)
        ? gate.keys().list(query.ofAccount(who.owner().accountNumber()))
        : new Page<>(List.of(), 0);
  }

  /** One page with the effective states of its keys. */
  Page<KeyWithState> listWithStates(TokenQuery query) {
    Page<AuthToken> page = list(query);
    return new Page<>(withStates(page.items()), page.total());
  }

  /** Keys that it sees, with their effective states. */
  List<KeyWithState> withStates(List<AuthToken> keys) {
    return gate.keys().withStates(keys);
  }

  /** A key that it sees, with its effective state. */
  KeyWithState withState(AuthToken key) {
    return withStates(List.of(key)).get(0);
  }

  /** A key in whatever state it is. */
  Optional<AuthToken> find(UUID id) {
    return gate.keys().get(id).filter(this::isSeen);
  }

  private boolean isSeen(AuthToken key) {
    return who.sees(key.owner().accountNumber());
  }

  /** Several at once, in the order in which they are named; without those that it does not see. */
  List<AuthToken> find(Collection<UUID> ids) {
    Map<UUID, AuthToken> found =
        gate.keys().get(ids).stream()
            .filter(this::isSeen)
            .collect(toMap(AuthToken::id, identity()));
    return ids.stream().distinct().filter(found::containsKey).map(found::get).toList();
  }

  /** How many keys there are that it sees. */
  KeySummary summary(Duration soon) {
    return gate.keys().summary(who.bound(), soon);
  }

  /** What {@link #summary} counts now, as filters for {@link #list}. */
  SummaryQuery conditions(Duration soon) {
    return gate.keys().conditions(who.bound(), soon);
  }

  /**
   * Makes a key: for itself, or as a superuser for anybody; with scopes that it may give.
   *
   * @throws OutOfBoundsException if a part is out of its bounds; the message names the part
   */
  Result<Created> create(NewKey wanted) {
    return rights()
        .objectionToMaking(wanted)
        .<Result<Created>>map(Result::declined)
        .orElseGet(() -> created(manager().create(wanted)));
  }

  /**
   * Makes the successor of a key: of one whose token it may be shown, which holds no more scopes
   * than it may give or is its own.
   *
   * @param version of the key that it saw; empty for any
   */
  Result<Created> rotate(UUID id, OptionalLong version, Rotation how) {
    return changing(
        id,
        version,
        rights()::objectionToRotation,
        key ->
            manager()
                .rotate(id, key.version(), how)
                .map(KeyDesk::created)
                .orElseGet(() -> Result.declined(Refusal.ABSENT)));
  }

  /**
   * Changes several parts of a key at once; what is new among its scopes has to be what it may
   * give, and so has all of them where the key is to do more than before.
   *
   * @param version of the key that it saw; empty for any
   * @throws OutOfBoundsException if a part is out of its bounds; the message names the part
   */
  Result<AuthToken> edit(UUID id, OptionalLong version, KeyEdit edit) {
    return edit(id, version, key -> edit);
  }

  /** Switches a key on. */
  Result<AuthToken> activate(UUID id, OptionalLong version) {
    return edit(id, version, KeyEdit.NOTHING.active(true));
  }

  /** Switches a key off. */
  Result<AuthToken> deactivate(UUID id, OptionalLong version) {
    return edit(id, version, KeyEdit.NOTHING.active(false));
  }

  /** Switches a key to its other state. */
  Result<AuthToken> toggle(UUID id, OptionalLong version) {
    return edit(id, version, key -> KeyEdit.NOTHING.active(!key.active()));
  }

  private Result<AuthToken> edit(UUID id, OptionalLong version, Function<AuthToken, KeyEdit> edit) {
    return changing(
        id,
        version,
        key -> rights().objectionToEdit(key, edit.apply(key)),
        key -> changed(manager().edit(id, key.version(), edit.apply(key))));
  }

  /** Ends a key for good. */
  Result<AuthToken> delete(UUID id, OptionalLong version) {
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
      Function<AuthToken, Optional<Refusal>> objection,
      Function<AuthToken, Result<T>> work) {
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      Result<AuthToken> key = changeable(id, version, objection);
      Result<T> result = key.fold(work, Result::declined);
      if (version.isPresent() || !result.isDeclined(Refusal.OUTDATED)) {
        return result;
      }
    }
    throw new StoreException("key " + id + " was changed by others all the time; try again");
  }

  private Result<AuthToken> changeable(
      UUID id, OptionalLong version, Function<AuthToken, Optional<Refusal>> objection) {
    Optional<AuthToken> key = find(id);
    Optional<Refusal> refusal = key.flatMap(objection);
    if (refusal.isPresent()) {
      return Result.declined(refusal.get());
    }
    boolean isOutdated = key.filter(it -> version.orElse(it.version()) != it.version()).isPresent();
    return isOutdated ? Result.declined(Refusal.OUTDATED) : Result.of(key);
  }

  /**
   * Does the same to many keys, all of them together or none, but for keys that are not its to
   * change so, which stay as they are.
   *
   * @throws OutOfBoundsException if there are too many
   */
  BulkResult bulk(BulkAction action, Collection<UUID> ids) {
    return manager().bulk(action, ids, this::isSeen, key -> may(action, key));
  }

  /** Whether it may do so to a key that it sees. */
  boolean may(BulkAction action, AuthToken key) {
    return rights().objectionTo(action, key).isEmpty();
  }

  private KeyRights rights() {
    return new KeyRights(gate, who);
  }

  private TokenManager manager() {
    who.requireChange();
    return gate.keys().attributedTo(who.attribution());
  }

  private static Result<Created> created(CreateResult result) {
    return result instanceof Created created
        ? Result.done(created)
        : Result.declined(Refusal.of(((CreateResult.Refused) result).reason()));
  }

  private static Result<AuthToken> changed(Optional<ChangeResult> result) {
    if (result.isEmpty()) {
      return Result.declined(Refusal.ABSENT);
    }
    if (result.get() instanceof Changed changed) {
      return Result.done(changed.key());
    }
    return Result.declined(
        result.get() instanceof ChangeResult.Refused refused
            ? Refusal.of(refused.reason())
            : Refusal.OUTDATED);
  }
}

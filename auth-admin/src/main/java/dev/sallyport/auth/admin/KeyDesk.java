package dev.sallyport.auth.admin;

import dev.sallyport.auth.BulkAction;
import dev.sallyport.auth.BulkResult;
import dev.sallyport.auth.ChangeResult;
import dev.sallyport.auth.ChangeResult.Changed;
import dev.sallyport.auth.ChangeResult.Outdated;
import dev.sallyport.auth.CreateResult;
import dev.sallyport.auth.CreateResult.Created;
import dev.sallyport.auth.KeyEdit;
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
import dev.sallyport.auth.token.Scopes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
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

  /** A key in whatever state it is. */
  Optional<AuthToken> find(UUID id) {
    return gate.keys().get(id).filter(key -> who.sees(key.owner().accountNumber()));
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
   * @throws IllegalArgumentException if a part is out of its bounds; the message names the part
   */
  Result<Created> create(NewKey wanted) {
    if (!who.mayPassFor(wanted.owner())) {
      return Result.declined(Refusal.FOR_OWN_KEYS_ONLY);
    }
    if (!who.mayGrant(wanted.scopes())) {
      return Result.declined(Refusal.SCOPE_BEYOND_OWN);
    }
    return created(manager().create(wanted));
  }

  /**
   * Makes the successor of a key: of one whose token it may be shown, which holds no more scopes
   * than it may give or is its own.
   *
   * @param version of the key that it saw; empty for any
   */
  Result<Created> rotate(UUID id, OptionalLong version, Rotation how) {
    Optional<AuthToken> key = find(id);
    if (key.isEmpty()) {
      return Result.declined(Refusal.ABSENT);
    }
    if (!who.mayPassFor(key.get().owner())) {
      return Result.declined(Refusal.FOR_OWN_KEYS_ONLY);
    }
    if (!mayBeShown(key.get())) {
      return Result.declined(Refusal.SCOPE_BEYOND_OWN);
    }
    if (version.isPresent() && version.getAsLong() != key.get().version()) {
      return Result.declined(Refusal.OUTDATED);
    }
    return manager()
        .rotate(id, how)
        .map(KeyDesk::created)
        .orElseGet(() -> Result.declined(Refusal.ABSENT));
  }

  /** Whoever signed in is the user itself, and a key of the user's is nothing new to it. */
  private boolean mayBeShown(AuthToken key) {
    boolean isUserItself = who.keyOrNull() == null && who.owner().equals(key.owner());
    return isUserItself || who.mayGrant(key.scopes());
  }

  /**
   * Changes several parts of a key at once; what is new among its scopes has to be what it may
   * give.
   *
   * @param version of the key that it saw; empty for any
   * @throws IllegalArgumentException if a part is out of its bounds; the message names the part
   */
  Result<AuthToken> edit(UUID id, OptionalLong version, KeyEdit edit) {
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      Optional<AuthToken> key = find(id);
      if (key.isEmpty()) {
        return Result.declined(Refusal.ABSENT);
      }
      if (!who.mayChangeKeysOf(key.get().owner())) {
        return Result.declined(Refusal.FOR_SUPERUSERS);
      }
      if (!mayGrant(edit, key.get())) {
        return Result.declined(Refusal.SCOPE_BEYOND_OWN);
      }
      long expected = version.orElse(key.get().version());
      Optional<ChangeResult> result = manager().edit(id, expected, edit);
      boolean isRaced = result.filter(Outdated.class::isInstance).isPresent();
      if (!isRaced || version.isPresent()) {
        return changed(result);
      }
    }
    throw new StoreException("key " + id + " was changed by others all the time; try again");
  }

  private boolean mayGrant(KeyEdit edit, AuthToken key) {
    Collection<String> scopes = edit.scopesOrNull();
    return scopes == null
        || who.mayGrant(
            scopes.stream().filter(scope -> !Scopes.cover(key.scopes(), scope)).toList());
  }

  /** Switches a key on. */
  Result<AuthToken> activate(UUID id, OptionalLong version) {
    return switched(id, version, TokenManager::activate, key -> true);
  }

  /** Switches a key off. */
  Result<AuthToken> deactivate(UUID id, OptionalLong version) {
    return switched(id, version, TokenManager::deactivate, key -> false);
  }

  /** Switches a key to its other state. */
  Result<AuthToken> toggle(UUID id, OptionalLong version) {
    return switched(id, version, TokenManager::toggle, key -> !key.active());
  }

  /** Something that is done to a key in whatever version it is. */
  @FunctionalInterface
  private interface Switching {
    Optional<AuthToken> apply(TokenManager manager, UUID id);
  }

  private Result<AuthToken> switched(
      UUID id, OptionalLong version, Switching switching, Function<AuthToken, Boolean> state) {
    Optional<AuthToken> key = find(id);
    if (key.isEmpty()) {
      return Result.declined(Refusal.ABSENT);
    }
    if (!who.mayChangeKeysOf(key.get().owner())) {
      return Result.declined(Refusal.FOR_SUPERUSERS);
    }
    if (version.isEmpty()) {
      return Result.of(switching.apply(manager(), id));
    }
    KeyEdit edit = KeyEdit.NOTHING.active(state.apply(key.get()));
    return changed(manager().edit(id, version.getAsLong(), edit));
  }

  /** Ends a key for good. */
  Result<AuthToken> delete(UUID id, OptionalLong version) {
    Optional<AuthToken> key = find(id);
    if (key.isEmpty()) {
      return Result.declined(Refusal.ABSENT);
    }
    if (!who.mayChangeKeysOf(key.get().owner())) {
      return Result.declined(Refusal.FOR_SUPERUSERS);
    }
    return version.isEmpty()
        ? Result.of(manager().delete(id))
        : changed(manager().delete(id, version.getAsLong()));
  }

  /**
   * Does the same to many keys, all of them together or none, but for keys that are not its to
   * change, which stay as they are.
   *
   * @throws OutOfBoundsException if there are too many
   */
  BulkResult bulk(BulkAction action, Collection<UUID> ids) {
    Set<UUID> wanted = new LinkedHashSet<>(ids);
    if (wanted.size() > TokenQuery.MAX_SIZE) {
      throw new OutOfBoundsException("at most " + TokenQuery.MAX_SIZE + " keys at once");
    }
    List<AuthToken> left =
        who.isSuper()
            ? List.of()
            : gate.keys().get(wanted).stream()
                .filter(key -> who.sees(key.owner().accountNumber()))
                .filter(key -> !who.mayChangeKeysOf(key.owner()))
                .toList();
    left.forEach(key -> wanted.remove(key.id()));
    BulkResult result = manager().bulk(action, wanted, who.bound());
    List<AuthToken> unchanged = new ArrayList<>(result.unchanged());
    unchanged.addAll(left);
    return new BulkResult(result.changed(), unchanged, result.absent());
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

package dev.sallyport.auth.admin;

import dev.sallyport.auth.BulkAction;
import dev.sallyport.auth.KeyEdit;
import dev.sallyport.auth.NewKey;
import dev.sallyport.auth.Sallyport;
import dev.sallyport.auth.TokenManager;
import dev.sallyport.auth.Validity;
import dev.sallyport.auth.spi.Resource;
import dev.sallyport.auth.token.AuthToken;
import dev.sallyport.auth.token.Network;
import dev.sallyport.auth.token.Scopes;
import dev.sallyport.auth.token.TokenPrincipal;
import java.util.Collection;
import java.util.Optional;

/**
 * Tells what an administrator may do to keys that it sees. Whoever came with a key gives nobody
 * scopes, networks or an end beyond those of its own, and lets no key that has more do more than
 * before. Knows neither HTTP nor pages.
 */
record KeyRights(Sallyport gate, Administrator who) {
  /**
   * Why there may be no such key; empty if there may.
   *
   * @throws ConfirmationRequired if the session has to be confirmed first
   */
  Optional<Refusal> objectionToMaking(NewKey wanted) {
    if (!who.mayPassFor(wanted.owner())) {
      return Optional.of(Refusal.FOR_OWN_KEYS_ONLY);
    }
    Validity validity = gate.keys().validity(wanted.lifetime(), gate.clock().instant());
    return objectionToShowing(
        wanted.scopes(), objectionToGiving(wanted.scopes(), wanted.networks(), validity));
  }

  /**
   * Why it may not be shown the token of a key's successor; empty if it may.
   *
   * @throws ConfirmationRequired if the session has to be confirmed first
   */
  Optional<Refusal> objectionToRotation(AuthToken key) {
    if (!who.mayPassFor(key.owner())) {
      return Optional.of(Refusal.FOR_OWN_KEYS_ONLY);
    }
    // Whoever signed in is the user itself, and a key of the user's is nothing new to it.
    boolean isUserItself = !who.cameWithKey() && who.owner().equals(key.owner());
    Validity validity = gate.keys().validityOfSuccessor(key);
    return objectionToShowing(
        key.scopes(),
        isUserItself
            ? Optional.empty()
            : objectionToGiving(key.scopes(), key.networks(), validity));
  }

  private Optional<Refusal> objectionToShowing(
      Collection<String> scopes, Optional<Refusal> objection) {
    if (objection.isEmpty()) {
      who.requireConfirmed();
      who.requireConfirmedToGive(scopes);
    }
    return objection;
  }

  /**
   * Why it may not give a key these rights; empty if it may. A key gives what it has itself: see
   * {@link TokenManager#objectionToGiving}.
   */
  private Optional<Refusal> objectionToGiving(
      Collection<String> scopes, Collection<Network> networks, Validity validity) {
    TokenPrincipal key = who.keyOrNull();
    if (key != null) {
      return gate.keys().objectionToGiving(key, scopes, networks, validity).map(Refusal::of);
    }
    return who.mayGrant(scopes) ? Optional.empty() : Optional.of(Refusal.SCOPE_BEYOND_OWN);
  }

  /**
   * Why it may not change a key so; empty if it may.
   *
   * @throws ConfirmationRequired if the session has to be confirmed first
   */
  Optional<Refusal> objectionToEdit(AuthToken key, KeyEdit edit) {
    if (!who.mayChangeKeysOf(key.owner())) {
      return Optional.of(Refusal.FOR_SUPERUSERS);
    }
    Collection<String> scopes = edit.scopesOrNull() == null ? key.scopes() : edit.scopesOrNull();
    Collection<String> added = added(scopes, key);
    boolean isWidened = widens(key, edit);
    if (added.isEmpty() && !isWidened) {
      return Optional.empty();
    }
    Collection<String> given = isWidened && who.cameWithKey() ? scopes : added;
    Optional<Refusal> objection =
        objectionToGiving(given, networks(key, edit), validity(key, edit));
    if (objection.isEmpty()) {
      who.requireConfirmedToGive(isWidened ? scopes : added);
    }
    return objection;
  }

  private static Collection<String> added(Collection<String> scopes, AuthToken key) {
    return scopes.stream().filter(scope -> !Scopes.cover(key.scopes(), scope)).toList();
  }

  private static Collection<Network> networks(AuthToken key, KeyEdit edit) {
    return edit.networksOrNull() == null ? key.networks() : edit.networksOrNull();
  }

  private Validity validity(AuthToken key, KeyEdit edit) {
    return edit.lifetimeOrNull() == null
        ? gate.keys().validity(key)
        : gate.keys().validity(edit.lifetimeOrNull(), key.createdAt());
  }

  /** Why it may not end a key; empty if it may. */
  Optional<Refusal> objectionToDeletion(AuthToken key) {
    return objectionToEdit(key, KeyEdit.NOTHING);
  }

  /** Why it may not do to a key what it does to many; empty if it may. */
  Optional<Refusal> objectionTo(BulkAction action, AuthToken key) {
    return action == BulkAction.ACTIVATE
        ? objectionToEdit(key, KeyEdit.NOTHING.active(true))
        : objectionToDeletion(key);
  }

  /**
   * Why it may not let a resource require a key; empty if it may. Whoever came with a key lets in
   * none that holds more, and not itself: neither by that key nor, where others are kept out, by
   * one whose token it may be shown.
   */
  Optional<Refusal> objectionToBinding(AuthToken key, Resource resource) {
    if (!who.mayChangeKeysOf(key.owner())) {
      return Optional.of(Refusal.FOR_SUPERUSERS);
    }
    boolean mayLetIn = who.mayGrant(key.scopes()) && !letsItselfIn(key, resource);
    return mayLetIn ? Optional.empty() : objectionToLettingIn();
  }

  private boolean letsItselfIn(AuthToken key, Resource resource) {
    return who.mayPassFor(key.owner()) && (resource.isBound() || isOwn(key));
  }

  private boolean isOwn(AuthToken key) {
    return own().map(AuthToken::family).filter(key.family()::equals).isPresent();
  }

  /** Why it may not let a resource require a key no more that is not its last; empty if it may. */
  Optional<Refusal> objectionToUnbinding(AuthToken key) {
    return who.mayChangeKeysOf(key.owner())
        ? Optional.empty()
        : Optional.of(Refusal.FOR_SUPERUSERS);
  }

  /** The same of a family whose first key is gone; nobody knows whose keys it still has. */
  Optional<Refusal> objectionToUnbindingTheGone() {
    return who.isSuper() ? Optional.empty() : Optional.of(Refusal.FOR_SUPERUSERS);
  }

  /** Whether it may unbind the last key of a resource too. */
  boolean mayOpenResources() {
    return objectionToLettingIn().isEmpty();
  }

  /** Why it may not remove a resource, which could be made again without its bindings. */
  Optional<Refusal> objectionToRemoving(Resource resource) {
    return resource.isBound() ? objectionToLettingIn() : Optional.empty();
  }

  /** People's names stand for it in the log, and somebody has to be able to undo a mistake. */
  private Optional<Refusal> objectionToLettingIn() {
    return who.cameWithKey() && !who.mayGrantEverything()
        ? Optional.of(Refusal.RIGHTS_BEYOND_OWN)
        : Optional.empty();
  }

  /** Whether it may be used where, or as long as, it could not be used before. */
  private boolean widens(AuthToken key, KeyEdit edit) {
    boolean isSwitchedOn = !key.active() && Boolean.TRUE.equals(edit.activeOrNull());
    boolean isOpened = !Network.areWithin(networks(key, edit), key.networks());
    return isSwitchedOn || isOpened || !validity(key, edit).isWithin(gate.keys().validity(key));
  }

  /** The key with which it came; empty if it signed in, or the key is gone by now. */
  private Optional<AuthToken> own() {
    return Optional.ofNullable(who.keyOrNull()).flatMap(key -> gate.keys().get(key.keyId()));
  }
}

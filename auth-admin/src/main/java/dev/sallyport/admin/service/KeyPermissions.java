package dev.sallyport.admin.service;

import dev.sallyport.Sallyport;
import dev.sallyport.authorization.Resource;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.ApiKeyPrincipal;
import dev.sallyport.key.Network;
import dev.sallyport.key.Scopes;
import dev.sallyport.management.ApiKeyManager;
import dev.sallyport.management.BulkAction;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.management.KeyUpdate;
import dev.sallyport.management.Validity;
import java.util.Collection;
import java.util.Optional;

/**
 * Tells what an administrator may do to keys that it sees. Whoever came with a key gives nobody
 * scopes, networks or an end beyond those of its own, and lets no key that has more do more than
 * before. Knows neither HTTP nor pages.
 */
record KeyPermissions(Sallyport sallyport, Administrator administrator) {
  /**
   * Why there may be no such key; empty if there may.
   *
   * @throws ConfirmationRequiredException if the session has to be confirmed first
   */
  Optional<Denial> objectionToCreation(CreateKeyRequest requested) {
    if (!administrator.mayUseTokensOf(requested.owner())) {
      return Optional.of(Denial.FOR_OWN_KEYS_ONLY);
    }
    Validity validity = sallyport.keys().validity(requested.lifetime(), sallyport.clock().instant());
    return objectionToShowing(
        requested.scopes(), objectionToGiving(requested.scopes(), requested.networks(), validity));
  }

  /**
   * Why it may not be shown the token of a key's successor; empty if it may.
   *
   * @throws ConfirmationRequiredException if the session has to be confirmed first
   */
  Optional<Denial> objectionToRotation(ApiKey key) {
    if (!administrator.mayUseTokensOf(key.owner())) {
      return Optional.of(Denial.FOR_OWN_KEYS_ONLY);
    }
    // Whoever signed in is the user itself, and a key of the user's is nothing new to it.
    boolean isUserItself = !administrator.usesKey() && administrator.owner().equals(key.owner());
    Validity validity = sallyport.keys().validityOfSuccessor(key);
    return objectionToShowing(
        key.scopes(),
        isUserItself
            ? Optional.empty()
            : objectionToGiving(key.scopes(), key.networks(), validity));
  }

  private Optional<Denial> objectionToShowing(Collection<String> scopes, Optional<Denial> denial) {
    if (denial.isEmpty()) {
      administrator.requireConfirmed();
      administrator.requireConfirmedToGrant(scopes);
    }
    return denial;
  }

  /**
   * Why it may not give a key these rights; empty if it may. A key gives what it has itself: see
   * {@link ApiKeyManager#objectionToGiving}.
   */
  private Optional<Denial> objectionToGiving(
      Collection<String> scopes, Collection<Network> networks, Validity validity) {
    ApiKeyPrincipal key = administrator.keyOrNull();
    if (key != null) {
      return sallyport.keys().objectionToGiving(key, scopes, networks, validity).map(Denial::of);
    }
    return administrator.mayGrant(scopes) ? Optional.empty() : Optional.of(Denial.SCOPE_BEYOND_OWN);
  }

  /**
   * Why it may not change a key so; empty if it may.
   *
   * @throws ConfirmationRequiredException if the session has to be confirmed first
   */
  Optional<Denial> objectionToEdit(ApiKey key, KeyUpdate edit) {
    if (!administrator.mayChangeKeysOf(key.owner())) {
      return Optional.of(Denial.FOR_SUPERUSERS);
    }
    Collection<String> scopes = edit.scopesOrNull() == null ? key.scopes() : edit.scopesOrNull();
    Collection<String> added = added(scopes, key);
    boolean isWidened = widens(key, edit);
    if (added.isEmpty() && !isWidened) {
      return Optional.empty();
    }
    Collection<String> given = isWidened && administrator.usesKey() ? scopes : added;
    Optional<Denial> denial = objectionToGiving(given, networks(key, edit), validity(key, edit));
    if (denial.isEmpty()) {
      administrator.requireConfirmedToGrant(isWidened ? scopes : added);
    }
    return denial;
  }

  private static Collection<String> added(Collection<String> scopes, ApiKey key) {
    return scopes.stream().filter(scope -> !Scopes.cover(key.scopes(), scope)).toList();
  }

  private static Collection<Network> networks(ApiKey key, KeyUpdate edit) {
    return edit.networksOrNull() == null ? key.networks() : edit.networksOrNull();
  }

  private Validity validity(ApiKey key, KeyUpdate edit) {
    return edit.lifetimeOrNull() == null
        ? sallyport.keys().validity(key)
        : sallyport.keys().validity(edit.lifetimeOrNull(), key.createdAt());
  }

  /** Why it may not end a key; empty if it may. */
  Optional<Denial> objectionToDeletion(ApiKey key) {
    return objectionToEdit(key, KeyUpdate.NOTHING);
  }

  /** Why it may not do to a key what it does to many; empty if it may. */
  Optional<Denial> objectionTo(BulkAction action, ApiKey key) {
    return action == BulkAction.ACTIVATE
        ? objectionToEdit(key, KeyUpdate.NOTHING.active(true))
        : objectionToDeletion(key);
  }

  /**
   * Why it may not let a resource require a key; empty if it may. Whoever came with a key lets in
   * none that holds more, and not itself: neither by that key nor, where others are kept out, by
   * one whose token it may be shown.
   */
  Optional<Denial> objectionToBinding(ApiKey key, Resource resource) {
    if (!administrator.mayChangeKeysOf(key.owner())) {
      return Optional.of(Denial.FOR_SUPERUSERS);
    }
    boolean mayAllow = administrator.mayGrant(key.scopes()) && !allowsItself(key, resource);
    return mayAllow ? Optional.empty() : objectionToAllowing();
  }

  private boolean allowsItself(ApiKey key, Resource resource) {
    return administrator.mayUseTokensOf(key.owner()) && (resource.isBound() || isOwn(key));
  }

  private boolean isOwn(ApiKey key) {
    return own().map(ApiKey::groupId).filter(key.groupId()::equals).isPresent();
  }

  /** Why it may not let a resource require a key no more that is not its last; empty if it may. */
  Optional<Denial> objectionToUnbinding(ApiKey key) {
    return administrator.mayChangeKeysOf(key.owner()) ? Optional.empty() : Optional.of(Denial.FOR_SUPERUSERS);
  }

  /** The same of a family whose first key is gone; nobody knows whose keys it still has. */
  Optional<Denial> objectionToUnbindingDeleted() {
    return administrator.isSuper() ? Optional.empty() : Optional.of(Denial.FOR_SUPERUSERS);
  }

  /** Whether it may unbind the last key of a resource too. */
  boolean mayOpenResources() {
    return objectionToAllowing().isEmpty();
  }

  /** Why it may not remove a resource, which could be made again without its bindings. */
  Optional<Denial> objectionToRemoving(Resource resource) {
    return resource.isBound() ? objectionToAllowing() : Optional.empty();
  }

  /** People's names stand for it in the log, and somebody has to be able to undo a mistake. */
  private Optional<Denial> objectionToAllowing() {
    return administrator.usesKey() && !administrator.mayGrantEverything()
        ? Optional.of(Denial.RIGHTS_BEYOND_OWN)
        : Optional.empty();
  }

  /** Whether it may be used where, or as long as, it could not be used before. */
  private boolean widens(ApiKey key, KeyUpdate edit) {
    boolean isSwitchedOn = !key.active() && Boolean.TRUE.equals(edit.activeOrNull());
    boolean isOpened = !Network.areWithin(networks(key, edit), key.networks());
    return isSwitchedOn
        || isOpened
        || !validity(key, edit).isWithin(sallyport.keys().validity(key));
  }

  /** The key with which it came; empty if it signed in, or the key is gone by now. */
  private Optional<ApiKey> own() {
    return Optional.ofNullable(administrator.keyOrNull()).flatMap(key -> sallyport.keys().get(key.keyId()));
  }
}

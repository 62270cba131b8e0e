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
 * Authorization rules for changes of visible keys. An administrator who is authenticated by key
 * cannot grant scopes, networks or an expiry beyond those of that key, and cannot widen the use of
 * a key that has more. Each method returns the reason to deny, or empty to allow.
 */
record KeyPermissions(Sallyport sallyport, Administrator administrator) {
  /**
   * Checks the creation of a key.
   *
   * @throws ConfirmationRequiredException if the session must be confirmed first
   */
  Optional<Denial> denialOfCreation(CreateKeyRequest requested) {
    if (!administrator.mayUseTokensOf(requested.owner())) {
      return Optional.of(Denial.FOR_OWN_KEYS_ONLY);
    }
    Validity validity =
        sallyport.keys().validity(requested.lifetime(), sallyport.clock().instant());
    return denialOfShowing(
        requested.scopes(), denialOfGrant(requested.scopes(), requested.networks(), validity));
  }

  /**
   * Checks the rotation of a key, which shows the token of its successor.
   *
   * @throws ConfirmationRequiredException if the session must be confirmed first
   */
  Optional<Denial> denialOfRotation(ApiKey key) {
    if (!administrator.mayUseTokensOf(key.owner())) {
      return Optional.of(Denial.FOR_OWN_KEYS_ONLY);
    }
    // A user with a session may rotate its own keys, whatever scopes they hold.
    boolean isUserItself = !administrator.usesKey() && administrator.owner().equals(key.owner());
    Validity validity = sallyport.keys().validityOfSuccessor(key);
    return denialOfShowing(
        key.scopes(),
        isUserItself ? Optional.empty() : denialOfGrant(key.scopes(), key.networks(), validity));
  }

  private Optional<Denial> denialOfShowing(Collection<String> scopes, Optional<Denial> denial) {
    if (denial.isEmpty()) {
      administrator.requireConfirmed();
      administrator.requireConfirmedToGrant(scopes);
    }
    return denial;
  }

  /**
   * Checks the grant of rights to a key. A key can grant only what it holds: see {@link
   * ApiKeyManager#denialOfGrant}.
   */
  private Optional<Denial> denialOfGrant(
      Collection<String> scopes, Collection<Network> networks, Validity validity) {
    ApiKeyPrincipal key = administrator.key();
    if (key != null) {
      return sallyport.keys().denialOfGrant(key, scopes, networks, validity).map(Denial::of);
    }
    return administrator.mayGrant(scopes) ? Optional.empty() : Optional.of(Denial.SCOPE_BEYOND_OWN);
  }

  /**
   * Checks an update of a key.
   *
   * @throws ConfirmationRequiredException if the session must be confirmed first
   */
  Optional<Denial> denialOfEdit(ApiKey key, KeyUpdate edit) {
    if (!administrator.mayChangeKeysOf(key.owner())) {
      return Optional.of(Denial.FOR_SUPERUSERS);
    }
    Collection<String> scopes = edit.scopes() == null ? key.scopes() : edit.scopes();
    Collection<String> added = added(scopes, key);
    boolean isWidened = widens(key, edit);
    if (added.isEmpty() && !isWidened) {
      return Optional.empty();
    }
    Collection<String> given = isWidened && administrator.usesKey() ? scopes : added;
    Optional<Denial> denial = denialOfGrant(given, networks(key, edit), validity(key, edit));
    if (denial.isEmpty()) {
      administrator.requireConfirmedToGrant(isWidened ? scopes : added);
    }
    return denial;
  }

  private static Collection<String> added(Collection<String> scopes, ApiKey key) {
    return scopes.stream().filter(scope -> !Scopes.cover(key.scopes(), scope)).toList();
  }

  private static Collection<Network> networks(ApiKey key, KeyUpdate edit) {
    return edit.networks() == null ? key.networks() : edit.networks();
  }

  private Validity validity(ApiKey key, KeyUpdate edit) {
    return edit.lifetime() == null
        ? sallyport.keys().validity(key)
        : sallyport.keys().validity(edit.lifetime(), key.createdAt());
  }

  /** Checks the deletion of a key. */
  Optional<Denial> denialOfDeletion(ApiKey key) {
    return denialOfEdit(key, KeyUpdate.NOTHING);
  }

  /** Checks a bulk action on a key. */
  Optional<Denial> denialOf(BulkAction action, ApiKey key) {
    return action == BulkAction.ACTIVATE
        ? denialOfEdit(key, KeyUpdate.NOTHING.active(true))
        : denialOfDeletion(key);
  }

  /**
   * Checks the binding of a key to a resource. An administrator who is authenticated by key can
   * bind neither a key with more scopes, nor that key itself, nor, to a resource that is bound
   * already, a key whose token may be shown to the administrator.
   */
  Optional<Denial> denialOfBinding(ApiKey key, Resource resource) {
    if (!administrator.mayChangeKeysOf(key.owner())) {
      return Optional.of(Denial.FOR_SUPERUSERS);
    }
    boolean mayAllow = administrator.mayGrant(key.scopes()) && !allowsItself(key, resource);
    return mayAllow ? Optional.empty() : denialOfAllowing();
  }

  private boolean allowsItself(ApiKey key, Resource resource) {
    return administrator.mayUseTokensOf(key.owner()) && (resource.isBound() || isOwn(key));
  }

  private boolean isOwn(ApiKey key) {
    return own().map(ApiKey::groupId).filter(key.groupId()::equals).isPresent();
  }

  /** Checks the unbinding of a key that is not the last one of its resource. */
  Optional<Denial> denialOfUnbinding(ApiKey key) {
    return administrator.mayChangeKeysOf(key.owner())
        ? Optional.empty()
        : Optional.of(Denial.FOR_SUPERUSERS);
  }

  /** Checks the unbinding of a group whose first key is deleted, so that its owner is unknown. */
  Optional<Denial> denialOfUnbindingDeleted() {
    return administrator.isSuper() ? Optional.empty() : Optional.of(Denial.FOR_SUPERUSERS);
  }

  /** Returns whether the last key of a resource may be unbound. */
  boolean mayOpenResources() {
    return denialOfAllowing().isEmpty();
  }

  /** Checks the deletion of a resource, which could be created again without its bindings. */
  Optional<Denial> denialOfRemoval(Resource resource) {
    return resource.isBound() ? denialOfAllowing() : Optional.empty();
  }

  /** Allows sessions, which name a person in the audit log, and keys with all scopes. */
  private Optional<Denial> denialOfAllowing() {
    return administrator.usesKey() && !administrator.mayGrantEverything()
        ? Optional.of(Denial.RIGHTS_BEYOND_OWN)
        : Optional.empty();
  }

  /** Returns whether the update activates a key, or extends its networks or validity. */
  private boolean widens(ApiKey key, KeyUpdate edit) {
    boolean isActivated = !key.active() && Boolean.TRUE.equals(edit.active());
    boolean isOpened = !Network.areWithin(networks(key, edit), key.networks());
    return isActivated || isOpened || !validity(key, edit).isWithin(sallyport.keys().validity(key));
  }

  /** Returns the key that authenticated the request; empty for a session, or if it was deleted. */
  private Optional<ApiKey> own() {
    return Optional.ofNullable(administrator.key())
        .flatMap(key -> sallyport.keys().get(key.keyId()));
  }
}

package dev.sallyport.admin.service;

import dev.sallyport.Sallyport;
import dev.sallyport.key.InvalidValueException;
import dev.sallyport.key.Owner;
import dev.sallyport.key.OwnerProfile;
import dev.sallyport.key.OwnerStatus;
import dev.sallyport.key.Page;
import dev.sallyport.management.OwnerDeletionResult;
import dev.sallyport.management.OwnerManager;
import dev.sallyport.spi.OwnerQuery;
import dev.sallyport.spi.OwnerRegistry.Account;
import dev.sallyport.spi.OwnerRegistry.User;
import dev.sallyport.token.Secret;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Accounts and users as visible to an administrator, and changes of them. Administrators who are
 * not superusers see their own account and change nothing. Changes that let a user sign in, have
 * keys, or use them again can lead to all rights; they require an administrator who may grant every
 * scope. The same holds for changes that restrict superusers.
 */
public record AdminOwnerService(Sallyport sallyport, Administrator administrator) {
  /** Returns a visible page; an empty one if the query names another account. */
  public Result<Page<Account>> accounts(OwnerQuery query) {
    return listed(query, OwnerManager::accounts);
  }

  /** Returns a visible page; an empty one if the query names another account. */
  public Result<Page<User>> users(OwnerQuery query) {
    return listed(query, OwnerManager::users);
  }

  /** A query for accounts or users. */
  @FunctionalInterface
  private interface Listing<T> {
    Page<T> apply(OwnerManager manager, OwnerQuery query);
  }

  private <T> Result<Page<T>> listed(OwnerQuery query, Listing<T> listing) {
    if (!sallyport.keepsOwners()) {
      return Result.declined(Denial.OWNERS_OF_HOST);
    }
    String account = query.accountId();
    if (account != null && !administrator.sees(account)) {
      return Result.done(new Page<>(List.of(), 0));
    }
    OwnerQuery bounded = query.ofAccount(administrator.accountLimit().orElse(account));
    return Result.done(listing.apply(sallyport.ownerManager(), bounded));
  }

  /** Returns a visible account. */
  public Result<Account> account(String accountId) {
    return sallyport.keepsOwners()
        ? Result.of(
            sallyport
                .ownerManager()
                .account(accountId)
                .filter(account -> administrator.sees(account.accountId())))
        : Result.declined(Denial.OWNERS_OF_HOST);
  }

  /** Returns a visible user. */
  public Result<User> user(Owner owner) {
    return sallyport.keepsOwners()
        ? Result.of(
            sallyport
                .ownerManager()
                .user(owner)
                .filter(user -> administrator.sees(user.owner().accountId())))
        : Result.declined(Denial.OWNERS_OF_HOST);
  }

  /** Returns why an owner cannot get new keys; empty if it can. */
  public Optional<Denial> denialOfKeysFor(Owner owner) {
    if (!administrator.mayUseTokensOf(owner)) {
      return Optional.of(Denial.FOR_OWN_KEYS_ONLY);
    }
    if (!administrator.usesKey() && owner.equals(administrator.owner())) {
      return Optional.empty(); // sessions are of active staff users
    }
    Optional<OwnerStatus> status = sallyport.owners().find(owner).map(OwnerProfile::status);
    if (status.isEmpty()) {
      return Optional.of(Denial.OWNER_UNKNOWN);
    }
    if (!status.get().isActive()) {
      return Optional.of(Denial.OWNER_INACTIVE);
    }
    return status.get().staff() ? Optional.empty() : Optional.of(Denial.OWNER_NOT_STAFF);
  }

  /** Creates an account. */
  public Result<Account> createAccount(Account account) {
    return changing(
        manager ->
            manager.createAccount(account) ? Result.done(account) : Result.declined(Denial.EXISTS));
  }

  /**
   * Creates a user.
   *
   * @param password empty for a user who cannot sign in
   * @throws InvalidValueException if the password is too short or too long, or the user is a
   *     service
   */
  public Result<User> createUser(User user, Optional<Secret> password) {
    Change<User> creation = manager -> created(manager, user, password);
    return user.staff() || password.isPresent() ? widening(creation) : changing(creation);
  }

  private static Result<User> created(OwnerManager manager, User user, Optional<Secret> password) {
    String account = user.owner().accountId();
    if (!account.equals(Owner.DEFAULT_ACCOUNT) && manager.account(account).isEmpty()) {
      return Result.declined(Denial.NO_SUCH_ACCOUNT);
    }
    return password
            .map(it -> manager.createUser(user, it))
            .orElseGet(() -> manager.createUser(user))
        ? Result.of(manager.user(user.owner()))
        : Result.declined(Denial.EXISTS);
  }

  /** Activates an account. */
  public Result<Account> activateAccount(String accountId) {
    return widening(manager -> Result.of(manager.activateAccount(accountId)));
  }

  /** Deactivates an account. */
  public Result<Account> deactivateAccount(String accountId) {
    return narrowing(
        manager -> containsSuperuser(manager, accountId),
        manager -> Result.of(manager.deactivateAccount(accountId)));
  }

  /** Activates a user. */
  public Result<User> activateUser(Owner owner) {
    return widening(manager -> Result.of(manager.activateUser(owner)));
  }

  /** Deactivates a user. */
  public Result<User> deactivateUser(Owner owner) {
    return narrowing(
        manager -> isSuperuser(manager, owner),
        manager -> Result.of(manager.deactivateUser(owner)));
  }

  /** Grants a user staff status. */
  public Result<User> grantStaff(Owner owner) {
    return widening(manager -> Result.of(manager.grantStaff(owner)));
  }

  /** Removes a user's staff status. */
  public Result<User> removeStaff(Owner owner) {
    return narrowing(
        manager -> isSuperuser(manager, owner), manager -> Result.of(manager.removeStaff(owner)));
  }

  /** Deletes a user with its keys and their bindings. */
  public Result<OwnerDeletionResult> deleteUser(Owner owner) {
    return narrowing(
        manager -> isSuperuser(manager, owner), manager -> Result.of(manager.deleteUser(owner)));
  }

  /**
   * Deletes an account with its users, keys and resources. Resources created again under the same
   * names would be open, hence the check.
   */
  public Result<OwnerDeletionResult> deleteAccount(String accountId) {
    return widening(manager -> Result.of(manager.deleteAccount(accountId)));
  }

  /**
   * Sets a user's password. Users with a session change their own password elsewhere, with the old
   * one: otherwise a stolen session would be enough to take over its user.
   *
   * @throws InvalidValueException if it is too short or too long, or the user is a service
   */
  public Result<User> setPassword(Owner owner, Secret password) {
    return ofPassword(owner, manager -> Result.of(manager.setPassword(owner, password)));
  }

  /** Removes a user's password, with the same restriction. */
  public Result<User> removePassword(Owner owner) {
    return ofPassword(owner, manager -> Result.of(manager.removePassword(owner)));
  }

  private Result<User> ofPassword(Owner owner, Change<User> change) {
    return widening(
        manager ->
            !administrator.usesKey() && owner.equals(administrator.owner())
                ? Result.declined(Denial.OWN_PASSWORD)
                : change.apply(manager));
  }

  private boolean isSuperuser(OwnerManager manager, Owner owner) {
    return administrator.isSuperuser(owner) && manager.user(owner).isPresent();
  }

  private boolean containsSuperuser(OwnerManager manager, String accountId) {
    return administrator.superusers().stream()
        .filter(superuser -> superuser.accountId().equals(accountId))
        .anyMatch(superuser -> manager.user(superuser).isPresent());
  }

  /** A change of an account or a user. */
  @FunctionalInterface
  private interface Change<T> {
    Result<T> apply(OwnerManager manager);
  }

  /** Applies a change. Only superusers learn whether its object exists. */
  private <T> Result<T> changing(Change<T> change) {
    if (!sallyport.keepsOwners()) {
      return Result.declined(Denial.OWNERS_OF_HOST);
    }
    if (!administrator.isSuper()) {
      return Result.declined(Denial.FOR_SUPERUSERS);
    }
    administrator.requireChange();
    return change.apply(sallyport.ownerManager().as(administrator.attribution()));
  }

  /**
   * Applies a change that restricts rights. It is allowed without further checks unless it affects
   * superusers, who could undo what a key did.
   */
  private <T> Result<T> narrowing(Predicate<OwnerManager> affectsSuperusers, Change<T> change) {
    return changing(
        manager -> affectsSuperusers.test(manager) ? widening(change) : change.apply(manager));
  }

  /**
   * Applies a change that may extend rights.
   *
   * @throws ConfirmationRequiredException if the session must be confirmed first
   */
  private <T> Result<T> widening(Change<T> change) {
    return changing(
        manager -> {
          if (!administrator.mayGrantEverything()) {
            return Result.declined(Denial.RIGHTS_BEYOND_OWN);
          }
          administrator.requireConfirmed();
          return change.apply(manager);
        });
  }
}

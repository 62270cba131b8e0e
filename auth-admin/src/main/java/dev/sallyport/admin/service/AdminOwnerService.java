package dev.sallyport.admin.service;

import dev.sallyport.Sallyport;
import dev.sallyport.key.InvalidValueException;
import dev.sallyport.key.Owner;
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
    String account = query.accountNumberOrNull();
    if (account != null && !administrator.sees(account)) {
      return Result.done(new Page<>(List.of(), 0));
    }
    OwnerQuery bounded = query.ofAccount(administrator.accountLimit().orElse(account));
    return Result.done(listing.apply(sallyport.ownerManager(), bounded));
  }

  /** Returns a visible account. */
  public Result<Account> account(String accountNumber) {
    return sallyport.keepsOwners()
        ? Result.of(
            sallyport
                .ownerManager()
                .account(accountNumber)
                .filter(account -> administrator.sees(account.accountNumber())))
        : Result.declined(Denial.OWNERS_OF_HOST);
  }

  /** Returns a visible user. */
  public Result<User> user(String username) {
    return sallyport.keepsOwners()
        ? Result.of(
            sallyport
                .ownerManager()
                .user(username)
                .filter(user -> administrator.sees(user.owner().accountNumber())))
        : Result.declined(Denial.OWNERS_OF_HOST);
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
   * @throws InvalidValueException if the password is too short or too long
   */
  public Result<User> createUser(User user, Optional<Secret> password) {
    Change<User> creation = manager -> created(manager, user, password);
    return user.staff() || password.isPresent() ? widening(creation) : changing(creation);
  }

  private static Result<User> created(OwnerManager manager, User user, Optional<Secret> password) {
    if (manager.account(user.owner().accountNumber()).isEmpty()) {
      return Result.declined(Denial.NO_SUCH_ACCOUNT);
    }
    return password
            .map(it -> manager.createUser(user, it))
            .orElseGet(() -> manager.createUser(user))
        ? Result.of(manager.user(user.owner().username()))
        : Result.declined(Denial.EXISTS);
  }

  /** Activates an account. */
  public Result<Account> activateAccount(String accountNumber) {
    return widening(manager -> Result.of(manager.activateAccount(accountNumber)));
  }

  /** Deactivates an account. */
  public Result<Account> deactivateAccount(String accountNumber) {
    return narrowing(
        manager -> containsSuperuser(manager, accountNumber),
        manager -> Result.of(manager.deactivateAccount(accountNumber)));
  }

  /** Activates a user. */
  public Result<User> activateUser(String username) {
    return widening(manager -> Result.of(manager.activateUser(username)));
  }

  /** Deactivates a user. */
  public Result<User> deactivateUser(String username) {
    return narrowing(
        manager -> isSuperuser(manager, username),
        manager -> Result.of(manager.deactivateUser(username)));
  }

  /** Grants a user staff status. */
  public Result<User> grantStaff(String username) {
    return widening(manager -> Result.of(manager.grantStaff(username)));
  }

  /** Removes a user's staff status. */
  public Result<User> removeStaff(String username) {
    return narrowing(
        manager -> isSuperuser(manager, username),
        manager -> Result.of(manager.removeStaff(username)));
  }

  /** Deletes a user with its keys and their bindings. */
  public Result<OwnerDeletionResult> deleteUser(String username) {
    return narrowing(
        manager -> isSuperuser(manager, username),
        manager -> Result.of(manager.deleteUser(username)));
  }

  /**
   * Deletes an account with its users, keys and resources. Resources created again under the same
   * names would be open, hence the check.
   */
  public Result<OwnerDeletionResult> deleteAccount(String accountNumber) {
    return widening(manager -> Result.of(manager.deleteAccount(accountNumber)));
  }

  /**
   * Sets a user's password. Users with a session change their own password elsewhere, with the old
   * one: otherwise a stolen session would be enough to take over its user.
   *
   * @throws InvalidValueException if it is too short or too long
   */
  public Result<User> setPassword(String username, Secret password) {
    return ofPassword(username, manager -> Result.of(manager.setPassword(username, password)));
  }

  /** Removes a user's password, with the same restriction. */
  public Result<User> removePassword(String username) {
    return ofPassword(username, manager -> Result.of(manager.removePassword(username)));
  }

  private Result<User> ofPassword(String username, Change<User> change) {
    return widening(
        manager ->
            !administrator.usesKey()
                    && owner(manager, username).filter(administrator.owner()::equals).isPresent()
                ? Result.declined(Denial.OWN_PASSWORD)
                : change.apply(manager));
  }

  private static Optional<Owner> owner(OwnerManager manager, String username) {
    return manager.user(username).map(User::owner);
  }

  private boolean isSuperuser(OwnerManager manager, String username) {
    return owner(manager, username).filter(administrator::isSuperuser).isPresent();
  }

  private boolean containsSuperuser(OwnerManager manager, String accountNumber) {
    Optional<String> stored = manager.account(accountNumber).map(Account::accountNumber);
    return administrator.superusers().stream()
        .flatMap(superuser -> owner(manager, superuser.username()).stream())
        .filter(administrator::isSuperuser)
        .anyMatch(user -> stored.filter(user.accountNumber()::equals).isPresent());
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

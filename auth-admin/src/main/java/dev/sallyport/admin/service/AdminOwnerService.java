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
 * Accounts and users as an administrator sees and changes them: whoever is no superuser sees the
 * own account and changes nothing. What lets somebody sign in, have keys, or use them again may end
 * in all rights there are, and takes an administrator who may give these; so does what takes theirs
 * from superusers. Knows neither HTTP nor pages.
 */
public record AdminOwnerService(Sallyport sallyport, Administrator administrator) {
  /** One page; none of it if another account is asked for. */
  public Result<Page<Account>> accounts(OwnerQuery query) {
    return listed(query, OwnerManager::accounts);
  }

  /** One page; none of it if another account is asked for. */
  public Result<Page<User>> users(OwnerQuery query) {
    return listed(query, OwnerManager::users);
  }

  /** Something that lists accounts or users. */
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

  public Result<Account> account(String accountNumber) {
    return sallyport.keepsOwners()
        ? Result.of(
            sallyport
                .ownerManager()
                .account(accountNumber)
                .filter(account -> administrator.sees(account.accountNumber())))
        : Result.declined(Denial.OWNERS_OF_HOST);
  }

  public Result<User> user(String username) {
    return sallyport.keepsOwners()
        ? Result.of(
            sallyport
                .ownerManager()
                .user(username)
                .filter(user -> administrator.sees(user.owner().accountNumber())))
        : Result.declined(Denial.OWNERS_OF_HOST);
  }

  public Result<Account> createAccount(Account account) {
    return changing(
        manager ->
            manager.createAccount(account) ? Result.done(account) : Result.declined(Denial.EXISTS));
  }

  /**
   * Makes a user.
   *
   * @param password empty if the user is not to sign in
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
    return manager.createUser(user, password)
        ? Result.of(manager.user(user.owner().username()))
        : Result.declined(Denial.EXISTS);
  }

  public Result<Account> activateAccount(String accountNumber) {
    return widening(manager -> Result.of(manager.activateAccount(accountNumber)));
  }

  public Result<Account> deactivateAccount(String accountNumber) {
    return narrowing(
        manager -> holdsSuperuser(manager, accountNumber),
        manager -> Result.of(manager.deactivateAccount(accountNumber)));
  }

  public Result<User> activateUser(String username) {
    return widening(manager -> Result.of(manager.activateUser(username)));
  }

  public Result<User> deactivateUser(String username) {
    return narrowing(
        manager -> isSuperuser(manager, username),
        manager -> Result.of(manager.deactivateUser(username)));
  }

  public Result<User> promoteUser(String username) {
    return widening(manager -> Result.of(manager.promoteUser(username)));
  }

  public Result<User> demoteUser(String username) {
    return narrowing(
        manager -> isSuperuser(manager, username),
        manager -> Result.of(manager.demoteUser(username)));
  }

  /** Deletes a user with its keys and their bindings. */
  public Result<OwnerDeletionResult> deleteUser(String username) {
    return narrowing(
        manager -> isSuperuser(manager, username),
        manager -> Result.of(manager.deleteUser(username)));
  }

  /** Deletes an account with all that is in it; its resources may be created again as open ones. */
  public Result<OwnerDeletionResult> deleteAccount(String accountNumber) {
    return widening(manager -> Result.of(manager.deleteAccount(accountNumber)));
  }

  /**
   * Gives a user a password. Whoever signed in sets the own one elsewhere, with the old one: else
   * whoever finds a session would be its user from then on.
   *
   * @throws InvalidValueException if it is too short or too long
   */
  public Result<User> setPassword(String username, Secret password) {
    return ofPassword(username, manager -> Result.of(manager.setPassword(username, password)));
  }

  /** Takes a user's password away, with the same bound. */
  public Result<User> removePassword(String username) {
    return ofPassword(username, manager -> Result.of(manager.removePassword(username)));
  }

  private Result<User> ofPassword(String username, Change<User> change) {
    return widening(
        manager ->
            !administrator.usesKey() && owner(manager, username).filter(administrator.owner()::equals).isPresent()
                ? Result.declined(Denial.OWN_PASSWORD)
                : change.apply(manager));
  }

  private static Optional<Owner> owner(OwnerManager manager, String username) {
    return manager.user(username).map(User::owner);
  }

  private boolean isSuperuser(OwnerManager manager, String username) {
    return owner(manager, username).filter(administrator::isSuperuser).isPresent();
  }

  private boolean holdsSuperuser(OwnerManager manager, String accountNumber) {
    Optional<String> stored = manager.account(accountNumber).map(Account::accountNumber);
    return administrator.superusers().stream()
        .flatMap(superuser -> owner(manager, superuser.username()).stream())
        .filter(administrator::isSuperuser)
        .anyMatch(user -> stored.filter(user.accountNumber()::equals).isPresent());
  }

  /** Something that is done to an account or a user. */
  @FunctionalInterface
  private interface Change<T> {
    Result<T> apply(OwnerManager manager);
  }

  /** Whether there is such a one is told to superusers only. */
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

  /** The same, where it is quick to do unless it hits those who could undo what a key did. */
  private <T> Result<T> narrowing(Predicate<OwnerManager> hitsSuperusers, Change<T> change) {
    return changing(
        manager -> hitsSuperusers.test(manager) ? widening(change) : change.apply(manager));
  }

  /**
   * The same, where somebody may come to more rights by it.
   *
   * @throws ConfirmationRequiredException if the session has to be confirmed first
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

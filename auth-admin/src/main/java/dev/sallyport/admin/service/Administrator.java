package dev.sallyport.admin.service;

import dev.sallyport.audit.AuditContext;
import dev.sallyport.key.ApiKeyPrincipal;
import dev.sallyport.key.Owner;
import dev.sallyport.key.Scopes;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Authenticated caller of the management API or user of the console: an active staff user with a
 * session, or with a key that holds {@link #READ} or {@link #WRITE}.
 *
 * @param owner the user
 * @param superusers entries of the setting {@code admin-superusers}
 * @param mayChange whether changes are allowed
 * @param grantable scopes that the administrator may grant, wildcards included
 * @param key the key that authenticated the request; null for a session
 * @param confirmation whether the session was confirmed recently
 * @param attribution actor, origin and reason for the audit log
 */
public record Administrator(
    Owner owner,
    List<Owner> superusers,
    boolean mayChange,
    List<String> grantable,
    @Nullable ApiKeyPrincipal key,
    Confirmation confirmation,
    AuditContext attribution) {
  /** Scope for read access. */
  public static final String READ = "admin:read";

  /** Scope for changes; reading requires {@link #READ}. */
  public static final String WRITE = "admin:write";

  public Administrator {
    superusers = List.copyOf(superusers);
    grantable = List.copyOf(grantable);
  }

  /** Returns whether the administrator is a superuser, who sees and changes all accounts. */
  public boolean isSuper() {
    return isSuperuser(owner);
  }

  /** Returns whether a user is a superuser. */
  boolean isSuperuser(Owner user) {
    return superusers.contains(user);
  }

  /** Returns the only visible account; empty if all are visible. */
  Optional<String> accountLimit() {
    return isSuper() ? Optional.empty() : Optional.of(owner.accountId());
  }

  /** Returns whether an account is visible. */
  boolean sees(String accountId) {
    return isSuper() || owner.accountId().equals(accountId);
  }

  /**
   * Returns whether tokens of a user may be shown to the administrator, who could then act as that
   * user.
   */
  public boolean mayUseTokensOf(Owner other) {
    return isSuper() || owner.equals(other);
  }

  /**
   * Returns whether the administrator may change visible keys of a user. Only superusers change
   * keys of superusers: a deactivated key may be in the hands of an attacker who wants to activate
   * it.
   */
  public boolean mayChangeKeysOf(Owner other) {
    return isSuper() || !isSuperuser(other);
  }

  /** Returns whether a key authenticated the request, and not a session. */
  boolean usesKey() {
    return key != null;
  }

  /** Returns whether the administrator may grant all of these scopes. */
  boolean mayGrant(Collection<String> scopes) {
    return Scopes.coverAll(grantable, scopes);
  }

  /** Returns whether the administrator may grant every scope; with a key, if it holds {@code *}. */
  boolean mayGrantEverything() {
    return mayGrant(List.of("*"));
  }

  /**
   * Requires the permission to change, as a second line of defense.
   *
   * @throws IllegalStateException if changes are not allowed
   */
  void requireChange() {
    if (!mayChange) {
      throw new IllegalStateException(attribution.actor() + " is not allowed to make changes");
    }
  }

  /**
   * Requires a recent confirmation, for actions that a stolen session must not do: showing a token,
   * and changing who may sign in.
   *
   * @throws ConfirmationRequiredException if the session is not confirmed
   */
  void requireConfirmed() {
    if (confirmation == Confirmation.DUE) {
      throw new ConfirmationRequiredException(Denial.STEP_UP);
    }
    if (confirmation == Confirmation.DUE_AT_HOST) {
      throw new ConfirmationRequiredException(Denial.STEP_UP_AT_HOST);
    }
  }

  /**
   * Requires a recent confirmation if management scopes are granted: a key with these would outlive
   * the session.
   *
   * @param scopes the granted scopes
   * @throws ConfirmationRequiredException if the session is not confirmed, or the host does not
   *     report the time of the login
   */
  void requireConfirmedToGrant(Collection<String> scopes) {
    boolean isToManage = Scopes.cover(scopes, READ) || Scopes.cover(scopes, WRITE);
    if (isToManage) {
      requireConfirmed();
      if (confirmation == Confirmation.UNKNOWN) {
        throw new ConfirmationRequiredException(Denial.STEP_UP_AT_HOST);
      }
    }
  }

  /** Returns a copy with a reason for the audit log. */
  public Administrator because(String reason) {
    return new Administrator(
        owner, superusers, mayChange, grantable, key, confirmation, attribution.because(reason));
  }

  /** Returns a copy with a confirmed session. */
  public Administrator confirmed() {
    return new Administrator(
        owner, superusers, mayChange, grantable, key, Confirmation.FRESH, attribution);
  }
}

package dev.sallyport.admin.service;

import dev.sallyport.admin.config.Superuser;
import dev.sallyport.audit.AuditContext;
import dev.sallyport.key.ApiKeyPrincipal;
import dev.sallyport.key.Owner;
import dev.sallyport.key.Scopes;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who may see keys and, perhaps, change them: an active staff user who signed in, or came
 * with a key that is meant for it.
 *
 * @param owner who it is
 * @param superusers those to whom all accounts are to see and change
 * @param mayChange whether it may change anything
 * @param grantable scopes that it may give to keys, wildcards included
 * @param keyOrNull the key with which it came; null if it signed in
 * @param confirmation whether its session was confirmed lately
 * @param attribution what the audit log says of what it does
 */
public record Administrator(
    Owner owner,
    List<Superuser> superusers,
    boolean mayChange,
    List<String> grantable,
    @Nullable ApiKeyPrincipal keyOrNull,
    Confirmation confirmation,
    AuditContext attribution) {
  /** Lets its holder see. */
  public static final String READ = "admin:read";

  /** Lets its holder change; what there is takes {@link #READ}. */
  public static final String WRITE = "admin:write";

  public Administrator {
    superusers = List.copyOf(superusers);
    grantable = List.copyOf(grantable);
  }

  /** Whether all accounts are its to see and change, and not only the own one. */
  public boolean isSuper() {
    return isSuperuser(owner);
  }

  /** Whether a user is named a superuser. */
  boolean isSuperuser(Owner user) {
    return Superuser.isAmong(superusers, user);
  }

  /** The account that bounds what it sees; empty if none does. */
  Optional<String> accountLimit() {
    return isSuper() ? Optional.empty() : Optional.of(owner.accountNumber());
  }

  /** Whether an account is its to see. */
  boolean sees(String accountNumber) {
    return isSuper() || owner.accountNumber().equals(accountNumber);
  }

  /** Whether it may be shown a token of that user: who has one passes for the user. */
  public boolean mayUseTokensOf(Owner other) {
    return isSuper() || owner.equals(other);
  }

  /**
   * Whether it may change a key of that user, which it sees. Keys of superusers are left to these:
   * one that was switched off may be in the hands of whoever wants it back on.
   */
  public boolean mayChangeKeysOf(Owner other) {
    return isSuper() || !isSuperuser(other);
  }

  /** Whether it came with a key, and did not sign in. */
  boolean usesKey() {
    return keyOrNull != null;
  }

  /** Whether it may give all of these scopes to a key. */
  boolean mayGrant(Collection<String> scopes) {
    return Scopes.coverAll(grantable, scopes);
  }

  /** Whether there is nothing that it may not give; a key only if it holds all scopes. */
  boolean mayGrantEverything() {
    return mayGrant(List.of("*"));
  }

  /**
   * Guards what changes something, whoever forgot to look before.
   *
   * @throws IllegalStateException if it may change nothing
   */
  void requireChange() {
    if (!mayChange) {
      throw new IllegalStateException(attribution.actor() + " may change nothing");
    }
  }

  /**
   * Guards what a stolen session must not do: show a token, or change who may sign in.
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
   * Guards what gives a key the right to manage, which would outlive the session.
   *
   * @param scopes what is given
   * @throws ConfirmationRequiredException if the session is not confirmed, or the host does not
   *     tell
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

  /** The same, doing something for a reason. */
  public Administrator because(String reason) {
    return new Administrator(
        owner,
        superusers,
        mayChange,
        grantable,
        keyOrNull,
        confirmation,
        attribution.because(reason));
  }

  /** Returns the same, with a confirmed session. */
  public Administrator confirmed() {
    return new Administrator(
        owner, superusers, mayChange, grantable, keyOrNull, Confirmation.FRESH, attribution);
  }
}

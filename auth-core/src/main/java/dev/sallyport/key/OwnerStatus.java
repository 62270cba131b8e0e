package dev.sallyport.key;

import org.jspecify.annotations.Nullable;

/**
 * Status of an owner at the time it was read: what the owner may do with keys.
 *
 * <pre>{@code
 * OwnerStatus status = OwnerStatus.ACTIVE.userActive(user.isActive());
 * }</pre>
 *
 * @param accountActive whether the account is active
 * @param userActive whether the user is active
 * @param staff whether keys may be created for the user, who may also sign in to the console, if
 *     there is one; losing it does not stop existing keys
 * @param incarnation value that distinguishes this owner from an earlier one of the same account
 *     and user id, such as the id of its row or its time of creation; 1 to {@value
 *     Owner#MAX_INCARNATION} characters, constant while the owner exists and never reused for
 *     another. Null if the directory does not provide it. A key keeps the incarnation that its
 *     owner had at creation, and is denied for any other
 * @since 0.1.0
 */
public record OwnerStatus(
    boolean accountActive, boolean userActive, boolean staff, @Nullable String incarnation) {
  /** Status of an active user of an active account, who is staff: may have keys. */
  public static final OwnerStatus ACTIVE = new OwnerStatus(true, true, true, null);

  /** Status of an owner that does not exist. Nothing is known against its account. */
  public static final OwnerStatus ABSENT = ACTIVE.userActive(false).staff(false);

  /**
   * Validates the incarnation.
   *
   * @throws InvalidValueException if it is empty or too long
   */
  public OwnerStatus {
    Owner.requireIncarnation(incarnation);
  }

  /** Returns this status with another active state of the account. */
  public OwnerStatus accountActive(boolean accountActive) {
    return new OwnerStatus(accountActive, userActive, staff, incarnation);
  }

  /** Returns this status with another active state of the user. */
  public OwnerStatus userActive(boolean userActive) {
    return new OwnerStatus(accountActive, userActive, staff, incarnation);
  }

  /** Returns this status with another staff status. */
  public OwnerStatus staff(boolean staff) {
    return new OwnerStatus(accountActive, userActive, staff, incarnation);
  }

  /** Returns this status with an incarnation; null for none. */
  public OwnerStatus incarnation(@Nullable String incarnation) {
    return new OwnerStatus(accountActive, userActive, staff, incarnation);
  }

  /** Returns whether account and user are active, so that the owner's keys can be used. */
  public boolean isActive() {
    return accountActive && userActive;
  }

  /**
   * Returns whether a key with the name of this owner belongs to this owner and not to an earlier
   * one. A key without an incarnation does. A key with one does not while the directory provides
   * none.
   */
  public boolean owns(ApiKey key) {
    String owner = key.ownerIncarnation();
    return owner == null || owner.equals(incarnation);
  }

  /**
   * Returns the status that applies to a key: {@link #ABSENT} if the key belongs to an earlier
   * owner.
   */
  public OwnerStatus forKey(ApiKey key) {
    return owns(key) ? this : ABSENT;
  }
}

package dev.sallyport.key;

import org.jspecify.annotations.Nullable;

/**
 * Status of an owner at the time it was read: what the owner may do with keys.
 *
 * <pre>{@code
 * OwnerStatus status = new OwnerStatus(account.isActive(), user.isActive(), user.isStaff());
 * }</pre>
 *
 * @param accountActive whether the account is active
 * @param userActive whether the user is active
 * @param staff whether keys may be created for the user; losing it does not stop existing keys
 * @param incarnation value that distinguishes this owner from an earlier one of the same account
 *     and user id, such as the id of its row or its time of creation; 1 to {@value
 *     Owner#MAX_INCARNATION} characters, constant while the owner exists and never reused for
 *     another. Null if the directory does not provide it. A key keeps the incarnation that its
 *     owner had at creation, and is denied for any other
 * @since 0.1.0
 */
public record OwnerStatus(
    boolean accountActive, boolean userActive, boolean staff, @Nullable String incarnation) {
  /** Status of an owner that does not exist. Nothing is known against its account. */
  public static final OwnerStatus ABSENT = new OwnerStatus(true, false, false);

  /**
   * Validates the incarnation.
   *
   * @throws InvalidValueException if it is empty or too long
   */
  public OwnerStatus {
    Owner.requireIncarnation(incarnation);
  }

  /** Creates the status of an owner without a known incarnation. */
  public OwnerStatus(boolean accountActive, boolean userActive, boolean staff) {
    this(accountActive, userActive, staff, null);
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

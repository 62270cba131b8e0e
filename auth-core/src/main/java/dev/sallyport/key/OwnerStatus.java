package dev.sallyport.key;

import org.jspecify.annotations.Nullable;

/**
 * What an owner may do with keys at the moment it was read.
 *
 * @param accountActive whether the account is switched on
 * @param userActive whether the user is switched on
 * @param staff whether keys may be made for the user; losing it does not stop existing keys
 * @param incarnation what tells this owner from an earlier one of the same account and username,
 *     such as the id of its row or the time at which it was created; 1 to {@value
 *     Owner#MAX_INCARNATION} characters, the same for as long as the owner exists, never again for
 *     another. Null if the directory does not tell. A key keeps the one that its owner had when it
 *     was created, and opens nothing for another
 */
public record OwnerStatus(
    boolean accountActive, boolean userActive, boolean staff, @Nullable String incarnation) {
  /** Of an owner that does not exist, or no longer. */
  public static final OwnerStatus ABSENT = new OwnerStatus(false, false, false);

  /**
   * Checks the incarnation.
   *
   * @throws InvalidValueException if it is empty or too long
   */
  public OwnerStatus {
    Owner.requireIncarnation(incarnation);
  }

  /** Of an owner of whom the directory tells no incarnation. */
  public OwnerStatus(boolean accountActive, boolean userActive, boolean staff) {
    this(accountActive, userActive, staff, null);
  }

  /** Whether the owner's keys work. */
  public boolean isActive() {
    return accountActive && userActive;
  }

  /**
   * Returns whether a key of an owner of this name is this owner's, and no earlier one's. One
   * without an incarnation is; one with an incarnation is not while the directory tells none.
   */
  public boolean owns(ApiKey key) {
    String owner = key.ownerIncarnation();
    return owner == null || owner.equals(incarnation);
  }

  /** Returns what this means for a key: {@link #ABSENT} if it is an earlier owner's. */
  public OwnerStatus forKey(ApiKey key) {
    return owns(key) ? this : ABSENT;
  }
}

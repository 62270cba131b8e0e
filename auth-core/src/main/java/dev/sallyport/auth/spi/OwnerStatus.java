package dev.sallyport.auth.spi;

/**
 * What an owner may do with keys at the moment it was read.
 *
 * @param accountActive whether the account is switched on
 * @param userActive whether the user is switched on
 * @param staff whether keys may be made for the user; losing it does not stop existing keys
 */
public record OwnerStatus(boolean accountActive, boolean userActive, boolean staff) {
  /** Of an owner that does not exist, or no longer. */
  public static final OwnerStatus ABSENT = new OwnerStatus(false, false, false);

  /** Whether the owner's keys work. */
  public boolean isActive() {
    return accountActive && userActive;
  }
}

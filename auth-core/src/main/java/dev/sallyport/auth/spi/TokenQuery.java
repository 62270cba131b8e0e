package dev.sallyport.auth.spi;

import dev.sallyport.auth.token.Owner;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which keys to list, and which page of them.
 *
 * @param accountNumberOrNull only keys of this account; null for all
 * @param usernameOrNull only keys of this user, compared exactly; null for all
 * @param activeOrNull only keys that are on, or off; null for both
 * @param validAtOrNull only keys that have no end, or one later than this; null for all
 * @param page number of the page, from 0
 * @param size keys a page, 1 to {@value #MAX_SIZE}
 */
public record TokenQuery(
    @Nullable String accountNumberOrNull,
    @Nullable String usernameOrNull,
    @Nullable Boolean activeOrNull,
    @Nullable Instant validAtOrNull,
    int page,
    int size) {

  /** The largest page. */
  public static final int MAX_SIZE = 500;

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if page or size is out of its bounds
   */
  public TokenQuery {
    if (page < 0 || page > Integer.MAX_VALUE / MAX_SIZE) {
      throw new IllegalArgumentException("a page number is 0 or more");
    }
    if (size < 1 || size > MAX_SIZE) {
      throw new IllegalArgumentException("a page has 1 to " + MAX_SIZE + " keys");
    }
  }

  /** Every key, from the start. */
  public static TokenQuery all() {
    return new TokenQuery(null, null, null, null, 0, 100);
  }

  public TokenQuery ofAccount(String accountNumber) {
    return new TokenQuery(accountNumber, usernameOrNull, activeOrNull, validAtOrNull, page, size);
  }

  public TokenQuery ofUser(String username) {
    return new TokenQuery(accountNumberOrNull, username, activeOrNull, validAtOrNull, page, size);
  }

  public TokenQuery active(boolean active) {
    return new TokenQuery(accountNumberOrNull, usernameOrNull, active, validAtOrNull, page, size);
  }

  /** Only keys that have no end, or one later than this. */
  public TokenQuery validAt(Instant instant) {
    return new TokenQuery(accountNumberOrNull, usernameOrNull, activeOrNull, instant, page, size);
  }

  /** Only keys of this user of this account. */
  public TokenQuery ofOwner(Owner owner) {
    return ofAccount(owner.accountNumber()).ofUser(owner.username());
  }

  /** The given page, counted from 0. */
  public TokenQuery page(int page, int size) {
    return new TokenQuery(
        accountNumberOrNull, usernameOrNull, activeOrNull, validAtOrNull, page, size);
  }

  public Optional<String> accountNumber() {
    return Optional.ofNullable(accountNumberOrNull);
  }

  public Optional<String> username() {
    return Optional.ofNullable(usernameOrNull);
  }

  public Optional<Boolean> active() {
    return Optional.ofNullable(activeOrNull);
  }

  public Optional<Instant> validAt() {
    return Optional.ofNullable(validAtOrNull);
  }

  /** How many keys stand before this page. */
  public int offset() {
    return page * size;
  }
}

package dev.sallyport.auth.spi;

import dev.sallyport.auth.token.OutOfBoundsException;
import dev.sallyport.auth.token.Owner;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which keys to list, in which order, and which page of them.
 *
 * @param page number of the page, from 0
 * @param size keys a page, 1 to {@value #MAX_SIZE}
 */
public record TokenQuery(KeyFilter filter, KeyOrder order, int page, int size) {

  /** The largest page. */
  public static final int MAX_SIZE = 500;

  /**
   * Checks the parts.
   *
   * @throws OutOfBoundsException if page or size is out of its bounds
   */
  public TokenQuery {
    if (page < 0 || page > Integer.MAX_VALUE / MAX_SIZE) {
      throw new OutOfBoundsException("a page number is 0 or more");
    }
    if (size < 1 || size > MAX_SIZE) {
      throw new OutOfBoundsException("a page has 1 to " + MAX_SIZE + " keys");
    }
  }

  /**
   * Newest first, by what is asked for most.
   *
   * @param accountNumberOrNull null for all
   * @param usernameOrNull null for all
   * @param activeOrNull null for both
   * @param validAtOrNull null for all
   */
  public TokenQuery(
      @Nullable String accountNumberOrNull,
      @Nullable String usernameOrNull,
      @Nullable Boolean activeOrNull,
      @Nullable Instant validAtOrNull,
      int page,
      int size) {
    this(
        KeyFilter.builder()
            .account(accountNumberOrNull)
            .user(usernameOrNull)
            .active(activeOrNull)
            .validAt(validAtOrNull)
            .build(),
        KeyOrder.NEWEST_FIRST,
        page,
        size);
  }

  /** Every key, newest first, from the start. */
  public static TokenQuery all() {
    return of(KeyFilter.ALL);
  }

  /** The keys that a filter lets through, newest first, from the start. */
  public static TokenQuery of(KeyFilter filter) {
    return new TokenQuery(filter, KeyOrder.NEWEST_FIRST, 0, 100);
  }

  /** The same with another filter. */
  public TokenQuery where(KeyFilter filter) {
    return new TokenQuery(filter, order, page, size);
  }

  public TokenQuery sorted(KeyOrder order) {
    return new TokenQuery(filter, order, page, size);
  }

  public TokenQuery ofAccount(String accountNumber) {
    return where(filter.toBuilder().account(accountNumber).build());
  }

  public TokenQuery ofUser(String username) {
    return where(filter.toBuilder().user(username).build());
  }

  public TokenQuery active(boolean active) {
    return where(filter.toBuilder().active(active).build());
  }

  /** Only keys that have no end, or one later than this. */
  public TokenQuery validAt(Instant instant) {
    return where(filter.toBuilder().validAt(instant).build());
  }

  /** Only keys of this user of this account. */
  public TokenQuery ofOwner(Owner owner) {
    return ofAccount(owner.accountNumber()).ofUser(owner.username());
  }

  /** The given page, counted from 0. */
  public TokenQuery page(int page, int size) {
    return new TokenQuery(filter, order, page, size);
  }

  /** How many keys stand before this page. */
  public int offset() {
    return page * size;
  }
}

package dev.sallyport.spi;

import dev.sallyport.key.InvalidValueException;
import dev.sallyport.key.Owner;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which keys to list, in which order, and which page of them.
 *
 * @param page number of the page, from 0
 * @param size keys a page, 1 to {@value #MAX_SIZE}
 */
public record ApiKeyQuery(ApiKeyFilter filter, ApiKeySort order, int page, int size) {

  /** The largest page. */
  public static final int MAX_SIZE = 500;

  /**
   * Checks the parts.
   *
   * @throws InvalidValueException if page or size is out of its bounds
   */
  public ApiKeyQuery {
    if (page < 0 || page > Integer.MAX_VALUE / MAX_SIZE) {
      throw new InvalidValueException("a page number is 0 or more");
    }
    if (size < 1 || size > MAX_SIZE) {
      throw new InvalidValueException("a page has 1 to " + MAX_SIZE + " keys");
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
  public ApiKeyQuery(
      @Nullable String accountNumberOrNull,
      @Nullable String usernameOrNull,
      @Nullable Boolean activeOrNull,
      @Nullable Instant validAtOrNull,
      int page,
      int size) {
    this(
        ApiKeyFilter.builder()
            .account(accountNumberOrNull)
            .user(usernameOrNull)
            .active(activeOrNull)
            .validAt(validAtOrNull)
            .build(),
        ApiKeySort.NEWEST_FIRST,
        page,
        size);
  }

  /** Every key, newest first, from the start. */
  public static ApiKeyQuery all() {
    return of(ApiKeyFilter.ALL);
  }

  /** The keys that a filter lets through, newest first, from the start. */
  public static ApiKeyQuery of(ApiKeyFilter filter) {
    return new ApiKeyQuery(filter, ApiKeySort.NEWEST_FIRST, 0, 100);
  }

  /** The same with another filter. */
  public ApiKeyQuery where(ApiKeyFilter filter) {
    return new ApiKeyQuery(filter, order, page, size);
  }

  public ApiKeyQuery sorted(ApiKeySort order) {
    return new ApiKeyQuery(filter, order, page, size);
  }

  public ApiKeyQuery ofAccount(String accountNumber) {
    return where(filter.toBuilder().account(accountNumber).build());
  }

  public ApiKeyQuery ofUser(String username) {
    return where(filter.toBuilder().user(username).build());
  }

  public ApiKeyQuery active(boolean active) {
    return where(filter.toBuilder().active(active).build());
  }

  /** Only keys that have no end, or one later than this. */
  public ApiKeyQuery validAt(Instant instant) {
    return where(filter.toBuilder().validAt(instant).build());
  }

  /** Only keys of this user of this account. */
  public ApiKeyQuery ofOwner(Owner owner) {
    return ofAccount(owner.accountNumber()).ofUser(owner.username());
  }

  /** The given page, counted from 0. */
  public ApiKeyQuery page(int page, int size) {
    return new ApiKeyQuery(filter, order, page, size);
  }

  /** How many keys stand before this page. */
  public int offset() {
    return page * size;
  }
}

package dev.sallyport.spi;

import dev.sallyport.key.InvalidValueException;
import dev.sallyport.key.Owner;
import dev.sallyport.key.Page;
import java.time.Instant;

/**
 * Query for a page of keys: filter, order and page.
 *
 * <pre>{@code
 * Page<ApiKey> page = sallyport.keys().list(ApiKeyQuery.all().ofOwner(owner).page(0, 50));
 * }</pre>
 *
 * @param filter which keys to list
 * @param order order of the keys
 * @param page number of the page, from 0
 * @param size keys per page, 1 to {@value #MAX_SIZE}
 * @since 0.1.0
 */
public record ApiKeyQuery(ApiKeyFilter filter, ApiKeySort order, int page, int size) {

  /** Maximum page size. */
  public static final int MAX_SIZE = 500;

  /**
   * Number up to which {@link Page#total} of a list of keys is exact. A greater total means that
   * there are more keys than this: counting all would read each of them for every page.
   */
  public static final int MAX_COUNTED = 10_000;

  /**
   * Validates the components.
   *
   * @throws InvalidValueException if page or size is out of bounds
   */
  public ApiKeyQuery {
    if (page < 0 || page > Integer.MAX_VALUE / MAX_SIZE) {
      throw new InvalidValueException("the page number must be 0 or more");
    }
    if (size < 1 || size > MAX_SIZE) {
      throw new InvalidValueException("the page size must be 1 to " + MAX_SIZE + ", not " + size);
    }
  }

  /** Returns a query for the first 100 keys, newest first. */
  public static ApiKeyQuery all() {
    return of(ApiKeyFilter.ALL);
  }

  /** Returns a query for the first 100 keys that match a filter, newest first. */
  public static ApiKeyQuery of(ApiKeyFilter filter) {
    return new ApiKeyQuery(filter, ApiKeySort.NEWEST_FIRST, 0, 100);
  }

  /** Returns this query with another filter. */
  public ApiKeyQuery where(ApiKeyFilter filter) {
    return new ApiKeyQuery(filter, order, page, size);
  }

  /** Returns this query with another order. */
  public ApiKeyQuery sorted(ApiKeySort order) {
    return new ApiKeyQuery(filter, order, page, size);
  }

  /** Returns this query for keys of an account. */
  public ApiKeyQuery ofAccount(String accountId) {
    return where(filter.with(ApiKeyFilter.ACCOUNT, accountId));
  }

  /** Returns this query for keys of a user. */
  public ApiKeyQuery ofUser(String userId) {
    return where(filter.with(ApiKeyFilter.USER, userId));
  }

  /** Returns this query for active keys, or for inactive ones. */
  public ApiKeyQuery active(boolean active) {
    return where(filter.with(ApiKeyFilter.ACTIVE, active));
  }

  /** Returns this query for keys without an expiry, or with one after this instant. */
  public ApiKeyQuery validAt(Instant instant) {
    return where(filter.with(ApiKeyFilter.VALID_AT, instant));
  }

  /** Returns this query for keys of an owner. */
  public ApiKeyQuery ofOwner(Owner owner) {
    return ofAccount(owner.accountId()).ofUser(owner.userId());
  }

  /** Returns this query for another page, counted from 0. */
  public ApiKeyQuery page(int page, int size) {
    return new ApiKeyQuery(filter, order, page, size);
  }

  /** Returns the number of keys before this page. */
  public int offset() {
    return page * size;
  }
}

package dev.sallyport.spi;

import dev.sallyport.key.InvalidValueException;
import dev.sallyport.key.Owner;
import dev.sallyport.key.TextRules;
import org.jspecify.annotations.Nullable;

/**
 * Query for a page of accounts or users. A condition that is null matches all.
 *
 * <pre>{@code
 * Page<User> page = sallyport.ownerManager().users(OwnerQuery.all().text("ada"));
 * }</pre>
 *
 * @param text part of the id or name of an account, or of the id or email of a user. The case of
 *     ASCII letters is ignored; for other letters a store may be case-sensitive. There are no
 *     wildcards
 * @param accountId id of the account
 * @param userId id of the users, compared exactly; null for accounts
 * @param page number of the page, from 0
 * @param size items per page, 1 to {@value #MAX_SIZE}
 * @since 0.1.0
 */
public record OwnerQuery(
    @Nullable String text,
    @Nullable String accountId,
    @Nullable String userId,
    int page,
    int size) {
  /** Maximum page size. */
  public static final int MAX_SIZE = 500;

  /**
   * Validates the components.
   *
   * @throws InvalidValueException if page or size is out of bounds, or a text cannot occur in an
   *     owner; the message names the component, not its value
   */
  public OwnerQuery {
    if (text != null) {
      TextRules.require("search text", text, 1, OwnerRegistry.MAX_TEXT);
    }
    if (accountId != null) {
      Owner.requireAccountId(accountId);
    }
    if (userId != null) {
      Owner.requireUserId(userId);
    }
    if (page < 0 || page > Integer.MAX_VALUE / MAX_SIZE) {
      throw new InvalidValueException("the page number must be 0 or more");
    }
    if (size < 1 || size > MAX_SIZE) {
      throw new InvalidValueException("the page size must be 1 to " + MAX_SIZE + ", not " + size);
    }
  }

  /** Returns a query for the first 100 accounts or users. */
  public static OwnerQuery all() {
    return new OwnerQuery(null, null, null, 0, 100);
  }

  /** Returns this query for a text; null for all. */
  public OwnerQuery text(@Nullable String text) {
    return new OwnerQuery(text, accountId, userId, page, size);
  }

  /** Returns this query for an account; null for all. */
  public OwnerQuery ofAccount(@Nullable String accountId) {
    return new OwnerQuery(text, accountId, userId, page, size);
  }

  /** Returns this query for users with an id, in any account; null for all. */
  public OwnerQuery ofUser(@Nullable String userId) {
    return new OwnerQuery(text, accountId, userId, page, size);
  }

  /** Returns this query for another page, counted from 0. */
  public OwnerQuery page(int page, int size) {
    return new OwnerQuery(text, accountId, userId, page, size);
  }

  /** Returns the number of items before this page. */
  public int offset() {
    return page * size;
  }
}

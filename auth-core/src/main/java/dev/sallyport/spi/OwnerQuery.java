package dev.sallyport.spi;

import dev.sallyport.key.InvalidValueException;
import dev.sallyport.key.Owner;
import dev.sallyport.key.TextRules;
import org.jspecify.annotations.Nullable;

/**
 * Which accounts or users to list, and which page of them. A condition that is null lets all
 * through.
 *
 * @param textOrNull a part of the number or name of an account, or of the name or email of a user;
 *     the case of ASCII letters does not matter, and no character stands for another. Of other
 *     letters a store may want the case too
 * @param accountNumberOrNull of this account
 * @param page number of the page, from 0
 * @param size items a page, 1 to {@value #MAX_SIZE}
 */
public record OwnerQuery(
    @Nullable String textOrNull, @Nullable String accountNumberOrNull, int page, int size) {
  /** The largest page. */
  public static final int MAX_SIZE = 500;

  /**
   * Checks the parts.
   *
   * @throws InvalidValueException if page or size is out of its bounds, or a text is one that no
   *     owner could have; the message names the part, not its value
   */
  public OwnerQuery {
    if (textOrNull != null) {
      TextRules.require("search text", textOrNull, 1, OwnerRegistry.MAX_TEXT);
    }
    if (accountNumberOrNull != null) {
      Owner.requireAccountNumber(accountNumberOrNull);
    }
    if (page < 0 || page > Integer.MAX_VALUE / MAX_SIZE) {
      throw new InvalidValueException("a page number is 0 or more");
    }
    if (size < 1 || size > MAX_SIZE) {
      throw new InvalidValueException("a page has 1 to " + MAX_SIZE + " accounts or users");
    }
  }

  /** Everybody, from the start. */
  public static OwnerQuery all() {
    return new OwnerQuery(null, null, 0, 100);
  }

  public OwnerQuery text(@Nullable String text) {
    return new OwnerQuery(text, accountNumberOrNull, page, size);
  }

  public OwnerQuery ofAccount(@Nullable String accountNumber) {
    return new OwnerQuery(textOrNull, accountNumber, page, size);
  }

  public OwnerQuery page(int page, int size) {
    return new OwnerQuery(textOrNull, accountNumberOrNull, page, size);
  }

  /** How many stand before this page. */
  public int offset() {
    return page * size;
  }
}

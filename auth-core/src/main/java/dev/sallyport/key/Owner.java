package dev.sallyport.key;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whose key it is: a user, within an account.
 *
 * @param accountNumber three groups of four ASCII digits, {@code ####-####-####}
 * @param username 1 to {@value #MAX_USERNAME} characters, see {@link TextRules#requireIdentifier};
 *     case matters
 */
public record Owner(String accountNumber, String username) {
  /** The longest username, in characters; Django's own bound. */
  public static final int MAX_USERNAME = 150;

  /** The longest incarnation, in characters. */
  public static final int MAX_INCARNATION = 100;

  private static final Pattern ACCOUNT_NUMBER = Pattern.compile("[0-9]{4}-[0-9]{4}-[0-9]{4}");

  /**
   * Checks the parts.
   *
   * @throws InvalidValueException if either part is not of its form
   */
  public Owner {
    requireAccountNumber(accountNumber);
    requireUsername(username);
  }

  /** Whether the text is an account number; a trailing line break is not let through. */
  public static boolean isAccountNumber(String text) {
    return ACCOUNT_NUMBER.matcher(text).matches();
  }

  /**
   * The text itself, if it is an account number.
   *
   * @throws InvalidValueException if it is not
   */
  public static String requireAccountNumber(String text) {
    if (!isAccountNumber(requireNonNull(text, "accountNumber"))) {
      throw new InvalidValueException("an account number is ####-####-####, four digits each");
    }
    return text;
  }

  /** Returns whether a user can be called so. */
  public static boolean isUsername(String text) {
    try {
      requireUsername(text);
      return true;
    } catch (InvalidValueException e) {
      return false;
    }
  }

  /**
   * Returns the text itself if a user can be called so.
   *
   * @throws InvalidValueException if none can
   */
  public static String requireUsername(String text) {
    return TextRules.requireIdentifier("username", text, MAX_USERNAME);
  }

  /**
   * Returns the text itself if it can tell one owner of a name from the next, or is null.
   *
   * @throws InvalidValueException if it cannot
   */
  public static @Nullable String requireIncarnation(@Nullable String text) {
    return text == null ? null : TextRules.require("incarnation", text, 1, MAX_INCARNATION);
  }

  @Override
  public String toString() {
    return username + "@" + accountNumber;
  }
}

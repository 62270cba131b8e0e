package dev.sallyport.auth.token;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/**
 * Whose key it is: a user, within an account.
 *
 * @param accountNumber three groups of four ASCII digits, {@code ####-####-####}
 * @param username 1 to {@value #MAX_USERNAME} characters, no control characters; case matters
 */
public record Owner(String accountNumber, String username) {
  /** The longest username, in characters; Django's own bound. */
  public static final int MAX_USERNAME = 150;

  private static final Pattern ACCOUNT_NUMBER = Pattern.compile("[0-9]{4}-[0-9]{4}-[0-9]{4}");

  /**
   * Checks the parts.
   *
   * @throws OutOfBoundsException if either part is not of its form
   */
  public Owner {
    requireAccountNumber(accountNumber);
    Texts.require("username", username, 1, MAX_USERNAME);
  }

  /** Whether the text is an account number; a trailing line break is not let through. */
  public static boolean isAccountNumber(String text) {
    return ACCOUNT_NUMBER.matcher(text).matches();
  }

  /**
   * The text itself, if it is an account number.
   *
   * @throws OutOfBoundsException if it is not
   */
  public static String requireAccountNumber(String text) {
    if (!isAccountNumber(requireNonNull(text, "accountNumber"))) {
      throw new OutOfBoundsException("an account number is ####-####-####, four digits each");
    }
    return text;
  }

  @Override
  public String toString() {
    return username + "@" + accountNumber;
  }
}

package dev.sallyport.key;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Owner of keys: a user within an account.
 *
 * <pre>{@code
 * Owner owner = new Owner("1234-5678-9012", "ada");
 * }</pre>
 *
 * @param accountNumber account number: three groups of four ASCII digits, {@code ####-####-####}
 * @param username username, 1 to {@value #MAX_USERNAME} characters, see {@link
 *     TextRules#requireIdentifier}; case-sensitive
 * @since 0.1.0
 */
public record Owner(String accountNumber, String username) {
  /** Maximum length of a username, in characters; the same as in Django. */
  public static final int MAX_USERNAME = 150;

  /** Maximum length of an incarnation, in characters. */
  public static final int MAX_INCARNATION = 100;

  private static final Pattern ACCOUNT_NUMBER = Pattern.compile("[0-9]{4}-[0-9]{4}-[0-9]{4}");

  /**
   * Validates the components.
   *
   * @throws InvalidValueException if either component does not have its form
   */
  public Owner {
    requireAccountNumber(accountNumber);
    requireUsername(username);
  }

  /** Returns whether the text is an account number. A trailing line break is not accepted. */
  public static boolean isAccountNumber(String text) {
    return ACCOUNT_NUMBER.matcher(text).matches();
  }

  /**
   * Returns the text if it is an account number.
   *
   * @throws InvalidValueException if it is not an account number
   */
  public static String requireAccountNumber(String text) {
    if (!isAccountNumber(requireNonNull(text, "accountNumber"))) {
      throw new InvalidValueException(
          "an account number must have the form ####-####-####, with digits");
    }
    return text;
  }

  /** Returns whether the text is a valid username. */
  public static boolean isUsername(String text) {
    try {
      requireUsername(text);
      return true;
    } catch (InvalidValueException e) {
      return false;
    }
  }

  /**
   * Returns the text if it is a valid username.
   *
   * @throws InvalidValueException if it is not a valid username
   */
  public static String requireUsername(String text) {
    return TextRules.requireIdentifier("username", text, MAX_USERNAME);
  }

  /**
   * Returns the text if it is a valid incarnation or null.
   *
   * @throws InvalidValueException if it is empty or too long, or has characters that are not
   *     allowed
   */
  public static @Nullable String requireIncarnation(@Nullable String text) {
    return text == null ? null : TextRules.require("incarnation", text, 1, MAX_INCARNATION);
  }

  @Override
  public String toString() {
    return username + "@" + accountNumber;
  }
}

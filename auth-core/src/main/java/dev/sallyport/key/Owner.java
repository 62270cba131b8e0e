package dev.sallyport.key;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * Owner of keys: a user within an account. Both are identified by the application's own ids, such
 * as a number, a UUID, a slug or an email address. A user id may occur in several accounts, for
 * different users.
 *
 * <pre>{@code
 * Owner owner = new Owner("acme", "ada");
 * Owner withoutAccounts = Owner.of("ada@example.com");
 * }</pre>
 *
 * @param accountId account id, 1 to {@value #MAX_ACCOUNT_ID} characters, see {@link
 *     TextRules#requireIdentifier}; case-sensitive
 * @param userId user id, 1 to {@value #MAX_USER_ID} characters, see {@link
 *     TextRules#requireIdentifier}; case-sensitive
 * @since 0.1.0
 */
public record Owner(String accountId, String userId) {
  /** Account id of owners in applications without accounts. */
  public static final String DEFAULT_ACCOUNT = "default";

  /** Maximum length of an account id, in characters. */
  public static final int MAX_ACCOUNT_ID = 100;

  /** Maximum length of a user id, in characters. */
  public static final int MAX_USER_ID = 255;

  /** Maximum length of {@link #toString}, in characters. */
  public static final int MAX_TEXT = MAX_USER_ID + 1 + 3 * MAX_ACCOUNT_ID;

  /** Maximum length of an incarnation, in characters. */
  public static final int MAX_INCARNATION = 100;

  /**
   * Validates the components.
   *
   * @throws InvalidValueException if either component does not have its form
   */
  public Owner {
    requireAccountId(accountId);
    requireUserId(userId);
  }

  /**
   * Returns a user of an application without accounts, in the account {@value #DEFAULT_ACCOUNT}.
   *
   * @throws InvalidValueException if the user id is not valid
   */
  public static Owner of(String userId) {
    return new Owner(DEFAULT_ACCOUNT, userId);
  }

  /**
   * Parses the text of {@link #toString}.
   *
   * @throws InvalidValueException if the text has no at sign, or an id is not valid
   */
  public static Owner parse(String text) {
    int at = requireNonNull(text, "text").lastIndexOf('@');
    if (at < 0) {
      throw new InvalidValueException("an owner must have the form user@account");
    }
    String account = text.substring(at + 1).replace("%40", "@").replace("%25", "%");
    return new Owner(account, text.substring(0, at));
  }

  /**
   * Returns the text if it is a valid account id.
   *
   * @throws InvalidValueException if it is not a valid account id
   */
  public static String requireAccountId(String text) {
    return TextRules.requireIdentifier("account id", text, MAX_ACCOUNT_ID);
  }

  /** Returns whether the text is a valid account id. */
  public static boolean isAccountId(String text) {
    return TextRules.isIdentifier(text, MAX_ACCOUNT_ID);
  }

  /** Returns whether the text is a valid user id. */
  public static boolean isUserId(String text) {
    return TextRules.isIdentifier(text, MAX_USER_ID);
  }

  /**
   * Returns the text if it is a valid user id.
   *
   * @throws InvalidValueException if it is not a valid user id
   */
  public static String requireUserId(String text) {
    return TextRules.requireIdentifier("user id", text, MAX_USER_ID);
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

  /**
   * Returns {@code user@account}, up to {@value #MAX_TEXT} characters. No two owners have the same
   * text: percent and at signs in the account id are percent-encoded.
   */
  @Override
  public String toString() {
    return userId + "@" + accountId.replace("%", "%25").replace("@", "%40");
  }
}

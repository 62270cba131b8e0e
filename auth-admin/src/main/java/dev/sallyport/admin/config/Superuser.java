package dev.sallyport.admin.config;

import dev.sallyport.key.Owner;
import dev.sallyport.key.TextRules;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Entry of the setting {@code admin-superusers}.
 *
 * <pre>{@code
 * Superuser superuser = new Superuser("ada", "3141-5926-5359");
 * }</pre>
 *
 * @param username as stored; may contain an at sign
 * @param accountNumberOrNull the account of the user; null for any account
 * @since 0.1.0
 */
public record Superuser(String username, @Nullable String accountNumberOrNull) {
  /**
   * Parses {@code username} or {@code username@account-number}. The text after the last at sign is
   * the account if it has the form of an account number. A username that itself ends in an at sign
   * and an account number must therefore be followed by its account.
   *
   * @throws dev.sallyport.key.InvalidValueException if the username is invalid
   */
  static Superuser parse(String text) {
    int at = text.lastIndexOf('@');
    boolean isPair = at >= 0 && Owner.isAccountNumber(text.substring(at + 1));
    String username = isPair ? text.substring(0, at) : text;
    TextRules.require("a username", username, 1, Owner.MAX_USERNAME);
    return new Superuser(username, isPair ? text.substring(at + 1) : null);
  }

  /** Returns whether an entry names the user. */
  public static boolean isAmong(List<Superuser> superusers, Owner user) {
    return superusers.stream().anyMatch(it -> it.is(user));
  }

  private boolean is(Owner user) {
    return username.equals(user.username())
        && (accountNumberOrNull == null || accountNumberOrNull.equals(user.accountNumber()));
  }
}

package dev.sallyport.admin.config;

import dev.sallyport.key.Owner;
import dev.sallyport.key.TextRules;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A user whom {@code admin-superusers} names.
 *
 * @param username as it is stored; may hold an at sign
 * @param accountNumberOrNull the only account in which the user is one; null for any
 */
public record Superuser(String username, @Nullable String accountNumberOrNull) {
  /**
   * Reads {@code username} or {@code username@account-number}. What follows the last at sign is an
   * account wherever it is an account number, so a user whose own name ends so is named together
   * with its account.
   *
   * @throws dev.sallyport.key.InvalidValueException if it cannot be a username
   */
  static Superuser parse(String text) {
    int at = text.lastIndexOf('@');
    boolean isPair = at >= 0 && Owner.isAccountNumber(text.substring(at + 1));
    String username = isPair ? text.substring(0, at) : text;
    TextRules.require("a username", username, 1, Owner.MAX_USERNAME);
    return new Superuser(username, isPair ? text.substring(at + 1) : null);
  }

  /** Whether one of them is this user. */
  public static boolean isAmong(List<Superuser> superusers, Owner user) {
    return superusers.stream().anyMatch(it -> it.is(user));
  }

  private boolean is(Owner user) {
    return username.equals(user.username())
        && (accountNumberOrNull == null || accountNumberOrNull.equals(user.accountNumber()));
  }
}

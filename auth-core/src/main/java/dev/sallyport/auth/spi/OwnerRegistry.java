package dev.sallyport.auth.spi;

import dev.sallyport.auth.token.Owner;
import dev.sallyport.auth.token.Texts;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An {@link OwnerDirectory} that Sallyport itself keeps, for hosts without users of their own.
 *
 * <p>Like {@link TokenStore} it only stores; {@code OwnerRegistryContract} binds implementations.
 * Every method throws {@link StoreException} if the answer could not be found out.
 */
public interface OwnerRegistry extends OwnerDirectory {
  /** The longest name of an account and email of a user, in characters. */
  int MAX_TEXT = 255;

  /** Finds an account by its number. */
  Optional<Account> findAccount(String accountNumber);

  /**
   * Adds an account.
   *
   * @return false, with nothing changed, if the account number exists
   */
  boolean insertAccount(Account account);

  /**
   * Overwrites an account.
   *
   * @return false, with nothing changed, if there is no such account
   */
  boolean updateAccount(Account account);

  /**
   * Adds a user to an account that exists. A username belongs to one account only.
   *
   * @return false, with nothing changed, if the username exists or the account does not
   */
  boolean insertUser(User user);

  /**
   * Overwrites a user.
   *
   * @return false, with nothing changed, if there is no such owner
   */
  boolean updateUser(User user);

  /**
   * A tenant.
   *
   * @param accountNumber {@code ####-####-####}
   * @param name what people call it, up to 255 characters, may be empty
   * @param active whether its keys work
   */
  record Account(String accountNumber, String name, boolean active) {
    public Account {
      Owner.requireAccountNumber(accountNumber);
      Texts.require("name", name, 0, MAX_TEXT);
    }
  }

  /**
   * A person of an account.
   *
   * @param owner account number and username
   * @param email up to 255 characters, may be empty
   * @param active whether the user's keys work
   * @param staff whether keys may be made for the user
   * @param passwordHashOrNull a digest in OWASP's Argon2id profile; null if the user cannot sign in
   */
  record User(
      Owner owner,
      String email,
      boolean active,
      boolean staff,
      @Nullable String passwordHashOrNull) {
    public User {
      Texts.require("email", email, 0, MAX_TEXT);
    }

    @Override
    public String toString() {
      return "User[owner=%s, active=%s, staff=%s]".formatted(owner, active, staff);
    }
  }
}

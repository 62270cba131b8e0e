package dev.sallyport.spi;

import dev.sallyport.key.Owner;
import dev.sallyport.token.Secret;
import java.util.Optional;

/**
 * An {@link OwnerDirectory} that can tell whether a password is a user's: what a host application
 * with users of its own implements too, if they are to get keys by logging in.
 *
 * <p>Must take as long for a user that does not exist as for one that does, or it tells which there
 * are; guessing is throttled by its caller. Thread-safe.
 */
public interface PasswordDirectory extends OwnerDirectory {
  /**
   * Checks a password.
   *
   * @param username whatever a client sent, of any length and content
   * @return the user, in whatever state; empty if there is none, or the password is another
   * @throws StoreException if it could not be found out
   */
  Optional<Owner> authenticate(String username, Secret password);

  /**
   * Tells one password of a user from the next, and nothing else of it: who signed in with one that
   * was changed or taken away since is to be signed in no longer. Where usernames are given to
   * others after a user was deleted, it tells these apart too. It may be kept in memory, but should
   * be no hash that a password can be guessed by. A directory that cannot tell leaves this as it
   * is, which answers the same for all.
   *
   * @return empty if there is no such user, or it has no password
   * @throws StoreException if it could not be found out
   */
  default Optional<String> passwordVersion(Owner owner) {
    return Optional.of("");
  }
}

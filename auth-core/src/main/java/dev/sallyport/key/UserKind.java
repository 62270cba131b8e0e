package dev.sallyport.key;

import java.util.Locale;

/**
 * Kind of a user that Sallyport keeps.
 *
 * <pre>{@code
 * boolean isService = user.kind() == UserKind.SERVICE;
 * }</pre>
 *
 * @since 0.1.0
 */
public enum UserKind {
  /** A person, who may have a password and sign in. */
  PERSON,

  /** A program that acts for an account by key only: it never has a password or a session. */
  SERVICE;

  /** Returns the name in JSON and in commands: {@code person} or {@code service}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}

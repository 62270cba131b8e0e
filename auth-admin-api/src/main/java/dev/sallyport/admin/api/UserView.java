package dev.sallyport.admin.api;

import dev.sallyport.spi.OwnerRegistry.User;

/**
 * User without the password hash.
 *
 * @since 0.1.0
 */
public record UserView(
    String accountNumber,
    String username,
    String email,
    boolean active,
    boolean staff,
    boolean hasPassword) {
  /** Returns the view of a user. */
  public static UserView of(User user) {
    return new UserView(
        user.owner().accountNumber(),
        user.owner().username(),
        user.email(),
        user.active(),
        user.staff(),
        user.passwordHashOrNull() != null);
  }
}

package dev.sallyport.admin.api;

import dev.sallyport.key.UserKind;
import dev.sallyport.spi.OwnerRegistry.User;

/**
 * User without the password hash.
 *
 * @since 0.1.0
 */
public record UserView(
    String accountId,
    String userId,
    UserKind kind,
    String email,
    boolean active,
    boolean staff,
    boolean hasPassword) {
  /** Returns the view of a user. */
  public static UserView of(User user) {
    return new UserView(
        user.owner().accountId(),
        user.owner().userId(),
        user.kind(),
        user.email(),
        user.active(),
        user.staff(),
        user.passwordHash() != null);
  }
}

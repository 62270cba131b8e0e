package dev.sallyport.admin.console.signin;

import dev.sallyport.admin.console.key.OverviewController;
import dev.sallyport.admin.console.owner.OwnerLists;
import dev.sallyport.admin.console.page.ConsoleRequest;
import dev.sallyport.admin.console.page.ConsoleResponse;
import dev.sallyport.admin.console.page.PageLayout;
import dev.sallyport.admin.session.AdministratorResolver;
import dev.sallyport.admin.session.ThrottleMessage;
import dev.sallyport.authentication.LoginResult;
import dev.sallyport.authentication.LoginResult.LoggedIn;
import dev.sallyport.authentication.LoginResult.Throttled;
import dev.sallyport.key.InvalidValueException;
import dev.sallyport.key.Owner;
import dev.sallyport.spi.OwnerRegistry.User;
import dev.sallyport.token.Secret;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where somebody who signed in with a password gives itself another. Who finds somebody's session
 * does not take over its user: the old password is asked for, and no more often than at the door.
 */
public final class PasswordController {
  public static final String PATH = "/password";

  private PasswordController() {}

  /** What the page needs. */
  public record PasswordPage(PageLayout layout, String username, @Nullable String problem) {}

  /**
   * The page, or what came of its form.
   *
   * @param anew gives the same visit in a session of the password that the user was given
   */
  public static ConsoleResponse answer(
      ConsoleRequest request, HttpServletResponse response, Function<User, ConsoleRequest> anew) {
    if (!request.canChangePassword()) {
      return ConsoleResponse.absent();
    }
    if (!request.isPost()) {
      return page(200, request, null);
    }
    Optional<Secret> old = request.password("old");
    Optional<Secret> newPassword = request.password("password");
    if (old.isEmpty()
        || newPassword.isEmpty()
        || old.get().reveal().length() > AdministratorResolver.MAX_PASSWORD) {
      return page(422, request, "Enter the old password, and the new one twice.");
    }
    if (!isSame(newPassword.get(), request.password("again"))) {
      return page(422, request, "The new passwords do not match.");
    }
    return changed(request, old.get(), newPassword.get(), response, anew);
  }

  private static ConsoleResponse changed(
      ConsoleRequest request,
      Secret old,
      Secret newPassword,
      HttpServletResponse response,
      Function<User, ConsoleRequest> anew) {
    Owner self = request.administrator().owner();
    LoginResult result =
        AdministratorResolver.checkPassword(
            self, old, request.requestAuthenticator(), request.http());
    if (result instanceof Throttled throttled) {
      return page(429, request, ThrottleMessage.of(throttled, response));
    }
    if (!(result instanceof LoggedIn)) {
      return page(422, request, "Incorrect old password.");
    }
    if (isSame(newPassword, Optional.of(old))) {
      return page(422, request, "The new password equals the old one.");
    }
    try {
      return request
          .sallyport()
          .ownerManager()
          .as(request.administrator().attribution())
          .setPassword(self.username(), newPassword)
          .map(anew)
          .map(
              it ->
                  it.done(
                      OverviewController.PATH,
                      "Password changed. All your other sessions have ended."))
          .orElseGet(ConsoleResponse::absent);
    } catch (InvalidValueException e) {
      return page(422, request, OwnerLists.sentence(e));
    }
  }

  private static boolean isSame(Secret one, Optional<Secret> other) {
    return other.filter(one::equalsInConstantTime).isPresent();
  }

  private static ConsoleResponse page(int status, ConsoleRequest request, @Nullable String problem) {
    PasswordPage page =
        new PasswordPage(
            request.layout("Your password", PATH), request.administrator().owner().username(), problem);
    return new ConsoleResponse.Shown(status, "password", page);
  }
}

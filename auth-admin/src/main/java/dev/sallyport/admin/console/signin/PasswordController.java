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
 * Controller of the page on which users change their own password. It requires the old password,
 * with the same throttling as the sign-in, so that a stolen session does not suffice.
 */
public final class PasswordController {
  public static final String PATH = "/password";

  private PasswordController() {}

  /** Model of the page. */
  public record PasswordPage(PageLayout layout, String username, @Nullable String problem) {}

  /**
   * Shows the page, or changes the password.
   *
   * @param renewal opens a session for the new password, and returns the request in it
   */
  public static ConsoleResponse answer(
      ConsoleRequest request,
      HttpServletResponse response,
      Function<User, ConsoleRequest> renewal) {
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
    return changed(request, old.get(), newPassword.get(), response, renewal);
  }

  private static ConsoleResponse changed(
      ConsoleRequest request,
      Secret old,
      Secret newPassword,
      HttpServletResponse response,
      Function<User, ConsoleRequest> renewal) {
    Owner self = request.administrator().owner();
    String version = // before the old password is checked: a reset meanwhile must stay
        request.sallyport().ownerManager().user(self).map(User::passwordVersion).orElse("");
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
          .changePassword(self, version, newPassword)
          .map(renewal)
          .map(
              it ->
                  it.done(
                      OverviewController.PATH,
                      "Password changed. All your other sessions have ended."))
          .orElseGet(() -> page(409, request, "Your password was changed meanwhile."));
    } catch (InvalidValueException e) {
      return page(422, request, OwnerLists.sentence(e));
    }
  }

  private static boolean isSame(Secret one, Optional<Secret> other) {
    return other.filter(one::equalsInConstantTime).isPresent();
  }

  private static ConsoleResponse page(
      int status, ConsoleRequest request, @Nullable String problem) {
    PasswordPage page =
        new PasswordPage(
            request.layout("Your password", PATH),
            request.administrator().owner().userId(),
            problem);
    return new ConsoleResponse.Shown(status, "password", page);
  }
}

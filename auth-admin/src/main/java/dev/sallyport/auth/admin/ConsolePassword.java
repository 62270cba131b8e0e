package dev.sallyport.auth.admin;

import dev.sallyport.auth.LoginResult;
import dev.sallyport.auth.LoginResult.LoggedIn;
import dev.sallyport.auth.LoginResult.Throttled;
import dev.sallyport.auth.spi.OwnerRegistry.User;
import dev.sallyport.auth.token.OutOfBoundsException;
import dev.sallyport.auth.token.Owner;
import dev.sallyport.auth.token.Secret;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where somebody who signed in with a password gives itself another. Who finds somebody's session
 * does not take over its user: the old password is asked for, and no more often than at the door.
 */
final class ConsolePassword {
  static final String PATH = "/password";

  private ConsolePassword() {}

  /** What the page needs. */
  record PasswordPage(ConsoleFrame frame, String username, @Nullable String problem) {}

  /**
   * The page, or what came of its form.
   *
   * @param anew gives the same visit in a session of the password that the user was given
   */
  static ConsoleAnswer answer(
      ConsoleVisit visit, HttpServletResponse response, Function<User, ConsoleVisit> anew) {
    if (!visit.keepsPassword()) {
      return ConsoleAnswer.absent();
    }
    if (!visit.isPost()) {
      return page(200, visit, null);
    }
    Optional<Secret> old = visit.password("old");
    Optional<Secret> wanted = visit.password("password");
    if (old.isEmpty() || wanted.isEmpty() || old.get().reveal().length() > Reception.MAX_PASSWORD) {
      return page(422, visit, "Give the old password, and a new one twice.");
    }
    if (!isSame(wanted.get(), visit.password("again"))) {
      return page(422, visit, "The new ones are not the same.");
    }
    return changed(visit, old.get(), wanted.get(), response, anew);
  }

  private static ConsoleAnswer changed(
      ConsoleVisit visit,
      Secret old,
      Secret wanted,
      HttpServletResponse response,
      Function<User, ConsoleVisit> anew) {
    Owner self = visit.who().owner();
    LoginResult result = Reception.checkPassword(self, old, visit.gateway(), visit.request());
    if (result instanceof Throttled throttled) {
      return page(429, visit, ConsoleThrottle.tell(throttled, response));
    }
    if (!(result instanceof LoggedIn)) {
      return page(422, visit, "The old password does not fit.");
    }
    if (isSame(wanted, Optional.of(old))) {
      return page(422, visit, "The new password is the old one.");
    }
    try {
      return visit
          .gate()
          .ownerManager()
          .attributedTo(visit.who().attribution())
          .setPassword(self.username(), wanted)
          .map(anew)
          .map(
              it ->
                  it.done(
                      ConsoleOverview.PATH,
                      "You have a new password. Wherever else you were signed in, you are no more."))
          .orElseGet(ConsoleAnswer::absent);
    } catch (OutOfBoundsException e) {
      return page(422, visit, ConsoleOwners.sentence(e));
    }
  }

  private static boolean isSame(Secret one, Optional<Secret> other) {
    return other.filter(one::equalsInConstantTime).isPresent();
  }

  private static ConsoleAnswer page(int status, ConsoleVisit visit, @Nullable String problem) {
    PasswordPage page =
        new PasswordPage(
            visit.frame("Your password", PATH), visit.who().owner().username(), problem);
    return new ConsoleAnswer.Shown(status, "password", page);
  }
}

package dev.sallyport.auth.admin;

import dev.sallyport.auth.LoginResult;
import dev.sallyport.auth.LoginResult.LoggedIn;
import dev.sallyport.auth.LoginResult.Throttled;
import dev.sallyport.auth.token.OutOfBoundsException;
import dev.sallyport.auth.token.Owner;
import dev.sallyport.auth.token.Secret;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where somebody who signed in with a password gives itself another. Who finds somebody's session
 * does not take over its user: the old password is asked for, and no more often than at the door.
 */
final class ConsolePassword {
  static final String PATH = "/password";

  private static final int MAX_OLD = 4096;

  private ConsolePassword() {}

  /** What the page needs. */
  record PasswordPage(ConsoleFrame frame, String username, @Nullable String problem) {}

  /**
   * The page, or what came of its form.
   *
   * @param anew gives the same visit in a session that knows of the new password
   */
  static ConsoleAnswer answer(ConsoleVisit visit, Supplier<ConsoleVisit> anew) {
    if (!visit.keepsPassword()) {
      return ConsoleAnswer.absent();
    }
    if (!visit.isPost()) {
      return page(200, visit, null);
    }
    Optional<Secret> old = visit.password("old");
    Optional<Secret> wanted = visit.password("password");
    if (old.isEmpty() || wanted.isEmpty() || old.get().reveal().length() > MAX_OLD) {
      return page(422, visit, "Give the old password, and a new one twice.");
    }
    if (!isSame(wanted.get(), visit.password("again"))) {
      return page(422, visit, "The new ones are not the same.");
    }
    return changed(visit, old.get(), wanted.get(), anew);
  }

  private static ConsoleAnswer changed(
      ConsoleVisit visit, Secret old, Secret wanted, Supplier<ConsoleVisit> anew) {
    Owner self = visit.who().owner();
    String client = visit.gateway().clientOf(visit.request());
    LoginResult result = visit.gate().logins().orElseThrow().logIn(self.username(), old, client);
    if (result instanceof Throttled throttled) {
      return page(429, visit, "Too many attempts failed. Try again in " + wait(throttled) + ".");
    }
    if (!(result instanceof LoggedIn in) || !in.owner().equals(self)) {
      return page(422, visit, "The old password does not fit.");
    }
    if (isSame(wanted, Optional.of(old))) {
      return page(422, visit, "The new password is the old one.");
    }
    try {
      visit
          .gate()
          .ownerManager()
          .attributedTo(visit.who().attribution())
          .setPassword(self.username(), wanted);
      return anew.get()
          .done(
              ConsoleOverview.PATH,
              "You have a new password. Wherever else you were signed in, you are no more.");
    } catch (OutOfBoundsException e) {
      return page(422, visit, ConsoleOwners.sentence(e));
    }
  }

  private static boolean isSame(Secret one, Optional<Secret> other) {
    return other.filter(one::equalsInConstantTime).isPresent();
  }

  private static String wait(Throttled throttled) {
    Duration second = Duration.ofSeconds(1);
    Duration wait = throttled.retryAfter();
    return ConsoleTime.length(wait.compareTo(second) < 0 ? second : wait);
  }

  private static ConsoleAnswer page(int status, ConsoleVisit visit, @Nullable String problem) {
    PasswordPage page =
        new PasswordPage(
            visit.frame("Your password", PATH), visit.who().owner().username(), problem);
    return new ConsoleAnswer.Shown(status, "password", page);
  }
}

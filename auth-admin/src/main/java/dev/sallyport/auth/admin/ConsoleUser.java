package dev.sallyport.auth.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.auth.spi.OwnerRegistry.User;
import dev.sallyport.auth.token.OutOfBoundsException;
import java.net.URLEncoder;
import org.jspecify.annotations.Nullable;

/** One user, for superusers; named in the query, since usernames have characters paths do not. */
final class ConsoleUser {
  static final String PATH = ConsoleUsers.PATH + "/user";

  private ConsoleUser() {}

  /**
   * What the page of a user needs.
   *
   * @param isSelf whether it is whoever looks
   * @param reason what somebody wrote as one, with a problem
   */
  record UserPage(
      ConsoleFrame frame, User user, boolean isSelf, String reason, @Nullable String problem) {
    boolean hasPassword() {
      return user.passwordHashOrNull() != null;
    }
  }

  static ConsoleAnswer answer(ConsoleVisit visit) {
    if (!visit.who().isSuper()) {
      return ConsoleAnswer.failed(Refusal.FOR_SUPERUSERS);
    }
    String username = visit.text("username");
    return visit.isPost() ? change(visit, username) : page(visit, username, null);
  }

  private static ConsoleAnswer page(ConsoleVisit visit, String username, @Nullable String problem) {
    return visit
        .owners()
        .user(username)
        .fold(
            user -> {
              boolean isSelf = user.owner().equals(visit.who().owner());
              ConsoleFrame frame = visit.frame(username, ConsoleUsers.PATH);
              UserPage page = new UserPage(frame, user, isSelf, visit.text("reason"), problem);
              return problem == null
                  ? ConsoleAnswer.shown("user", page)
                  : ConsoleAnswer.unfit("user", page);
            },
            ConsoleAnswer::failed);
  }

  private static ConsoleAnswer change(ConsoleVisit visit, String username) {
    String action = visit.text("action");
    boolean isSelf = username.equals(visit.who().owner().username());
    if (isSelf) {
      return page(
          visit,
          username,
          action.equals("password")
              ? Refusal.OWN_PASSWORD.sentence()
              : "You would lock yourself out.");
    }
    try {
      return changed(visit.because(visit.text("reason")), action, username)
          .fold(
              user -> visit.done(pathOf(username), sentenceOf(action, username)),
              ConsoleAnswer::failed);
    } catch (OutOfBoundsException e) {
      return page(visit, username, ConsoleOwners.sentence(e));
    }
  }

  private static Result<User> changed(ConsoleVisit visit, String action, String username) {
    OwnerDesk desk = visit.owners();
    return switch (action) {
      case "on" -> desk.activateUser(username);
      case "off" -> desk.deactivateUser(username);
      case "promote" -> desk.promoteUser(username);
      case "demote" -> desk.demoteUser(username);
      case "remove-password" -> desk.removePassword(username);
      case "password" ->
          desk.setPassword(
              username,
              visit
                  .password("password")
                  .orElseThrow(() -> new OutOfBoundsException("give a password")));
      default -> Result.declined(Refusal.ABSENT);
    };
  }

  private static String sentenceOf(String action, String username) {
    String done =
        switch (action) {
          case "on" -> "“%s” is switched on.";
          case "off" -> "“%s” is switched off, and with it every key of the user.";
          case "promote" -> "“%s” is staff now.";
          case "demote" ->
              "“%s” is staff no more: it gets no new keys and cannot sign in here. The keys that it"
                  + " has go on working until they are switched off.";
          case "remove-password" -> "“%s” has no password any more.";
          default -> "“%s” has a new password.";
        };
    return done.formatted(username);
  }

  static String pathOf(String username) {
    return PATH + "?username=" + URLEncoder.encode(username, UTF_8);
  }
}

package dev.sallyport.admin.console.owner;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.admin.console.page.ConsoleRequest;
import dev.sallyport.admin.console.page.ConsoleResponse;
import dev.sallyport.admin.console.page.PageLayout;
import dev.sallyport.admin.service.AdminOwnerService;
import dev.sallyport.admin.service.Denial;
import dev.sallyport.admin.service.Result;
import dev.sallyport.key.InvalidValueException;
import dev.sallyport.spi.OwnerRegistry.User;
import java.net.URLEncoder;
import org.jspecify.annotations.Nullable;

/**
 * Controller of the page of a user, for superusers. The query names the user, since usernames may
 * contain characters that paths cannot.
 */
public final class UserController {
  public static final String PATH = UserListController.PATH + "/user";

  private UserController() {}

  /**
   * Model of the page.
   *
   * @param isSelf whether it is the administrator
   * @param reason the reason of a rejected form
   */
  public record UserPage(
      PageLayout layout, User user, boolean isSelf, String reason, @Nullable String problem) {
    /** Returns whether the user has a password. */
    public boolean hasPassword() {
      return user.passwordHashOrNull() != null;
    }
  }

  /** Shows a user, or applies a form. */
  public static ConsoleResponse answer(ConsoleRequest request) {
    if (!request.administrator().isSuper()) {
      return ConsoleResponse.failed(Denial.FOR_SUPERUSERS);
    }
    String username = request.text("username");
    return request.isPost() ? change(request, username) : page(request, username, null);
  }

  private static ConsoleResponse page(
      ConsoleRequest request, String username, @Nullable String problem) {
    return request
        .owners()
        .user(username)
        .fold(
            user -> {
              boolean isSelf = user.owner().equals(request.administrator().owner());
              PageLayout layout = request.layout(username, UserListController.PATH);
              UserPage page = new UserPage(layout, user, isSelf, request.text("reason"), problem);
              return problem == null
                  ? ConsoleResponse.shown("user", page)
                  : ConsoleResponse.invalid("user", page);
            },
            ConsoleResponse::failed);
  }

  private static ConsoleResponse change(ConsoleRequest request, String username) {
    String action = request.text("action");
    boolean isSelf = username.equals(request.administrator().owner().username());
    if (isSelf) {
      return page(
          request,
          username,
          action.equals("password")
              ? Denial.OWN_PASSWORD.sentence()
              : "You would lock yourself out.");
    }
    try {
      return changed(request.because(request.text("reason")), action, username)
          .fold(
              user -> request.done(pathOf(username), sentenceOf(action, username)),
              ConsoleResponse::failed);
    } catch (InvalidValueException e) {
      return page(request, username, OwnerLists.sentence(e));
    }
  }

  private static Result<User> changed(ConsoleRequest request, String action, String username) {
    AdminOwnerService service = request.owners();
    return switch (action) {
      case "on" -> service.activateUser(username);
      case "off" -> service.deactivateUser(username);
      case "promote" -> service.grantStaff(username);
      case "demote" -> service.removeStaff(username);
      case "remove-password" -> service.removePassword(username);
      case "password" ->
          service.setPassword(
              username,
              request
                  .password("password")
                  .orElseThrow(() -> new InvalidValueException("enter a password")));
      default -> Result.declined(Denial.ABSENT);
    };
  }

  private static String sentenceOf(String action, String username) {
    String done =
        switch (action) {
          case "on" -> "“%s” is activated.";
          case "off" -> "“%s” is deactivated, and with it every key of the user.";
          case "promote" -> "“%s” is now staff.";
          case "demote" ->
              "“%s” is no longer staff: the user gets no new keys and cannot sign in here."
                  + " Existing keys keep working until they are deactivated.";
          case "remove-password" -> "“%s” no longer has a password.";
          default -> "“%s” has a new password.";
        };
    return done.formatted(username);
  }

  /** Returns the path of the page of a user. */
  public static String pathOf(String username) {
    return PATH + "?username=" + URLEncoder.encode(username, UTF_8);
  }
}

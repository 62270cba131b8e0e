package dev.sallyport.admin.console.owner;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.admin.console.key.KeyListController;
import dev.sallyport.admin.console.page.ConsoleRequest;
import dev.sallyport.admin.console.page.ConsoleResponse;
import dev.sallyport.admin.console.page.PageLayout;
import dev.sallyport.admin.service.AdminOwnerService;
import dev.sallyport.admin.service.Denial;
import dev.sallyport.admin.service.Result;
import dev.sallyport.key.InvalidValueException;
import dev.sallyport.key.Owner;
import dev.sallyport.spi.OwnerRegistry.User;
import java.net.URLEncoder;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Controller of the page of a user, for superusers. The query names the user, since ids may contain
 * characters that paths cannot.
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
      PageLayout layout,
      User user,
      boolean isSelf,
      OwnerKeys keys,
      String reason,
      @Nullable String problem) {
    /** Returns whether the user has a password. */
    public boolean hasPassword() {
      return user.passwordHash() != null;
    }
  }

  /** Shows a user, or applies a form. */
  public static ConsoleResponse answer(ConsoleRequest request) {
    if (!request.administrator().isSuper()) {
      return ConsoleResponse.failed(Denial.FOR_SUPERUSERS);
    }
    return owner(request)
        .map(owner -> request.isPost() ? change(request, owner) : page(request, owner, null))
        .orElseGet(ConsoleResponse::absent);
  }

  /** Returns the user that the query or form names; empty if it names none. */
  static Optional<Owner> owner(ConsoleRequest request) {
    String account = request.text("account");
    String user = request.text("user");
    return Owner.isAccountId(account) && Owner.isUserId(user)
        ? Optional.of(new Owner(account, user))
        : Optional.empty();
  }

  /** Returns the query that names a user. */
  static String query(Owner owner) {
    return "?account="
        + URLEncoder.encode(owner.accountId(), UTF_8)
        + "&user="
        + URLEncoder.encode(owner.userId(), UTF_8);
  }

  private static ConsoleResponse page(
      ConsoleRequest request, Owner owner, @Nullable String problem) {
    return request
        .owners()
        .user(owner)
        .fold(
            user -> {
              boolean isSelf = user.owner().equals(request.administrator().owner());
              Optional<OwnerChange> change = OwnerChange.toConfirm(request);
              if (change.isPresent() && !isSelf) {
                return change
                    .get()
                    .ask(
                        request,
                        UserListController.PATH,
                        owner.accountId(),
                        owner.userId(),
                        pathOf(owner));
              }
              PageLayout layout = request.layout(owner.userId(), UserListController.PATH);
              OwnerKeys keys = OwnerKeys.all(request, owner.accountId(), owner.userId());
              String reason = request.text("reason");
              UserPage page = new UserPage(layout, user, isSelf, keys, reason, problem);
              return problem == null
                  ? ConsoleResponse.shown("user", page)
                  : ConsoleResponse.invalid("user", page);
            },
            ConsoleResponse::failed);
  }

  private static ConsoleResponse change(ConsoleRequest request, Owner owner) {
    String action = request.text("action");
    boolean isSelf = owner.equals(request.administrator().owner());
    if (isSelf) {
      return page(
          request,
          owner,
          action.equals("password")
              ? Denial.OWN_PASSWORD.sentence()
              : "You would lock yourself out.");
    }
    try {
      return changed(request.because(request.text("reason")), action, owner)
          .fold(
              user -> request.done(pathOf(owner), sentenceOf(action, owner.userId())),
              ConsoleResponse::failed);
    } catch (InvalidValueException e) {
      return page(request, owner, OwnerLists.sentence(e));
    }
  }

  private static Result<User> changed(ConsoleRequest request, String action, Owner owner) {
    AdminOwnerService service = request.owners();
    return switch (action) {
      case "on" -> service.activateUser(owner);
      case "off" -> service.deactivateUser(owner);
      case "promote" -> service.grantStaff(owner);
      case "demote" -> service.removeStaff(owner);
      case "remove-password" -> service.removePassword(owner);
      case "password" ->
          service.setPassword(
              owner,
              request
                  .password("password")
                  .orElseThrow(() -> new InvalidValueException("enter a password")));
      default -> Result.declined(Denial.ABSENT);
    };
  }

  private static String sentenceOf(String action, String userId) {
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
    return done.formatted(userId);
  }

  /** Returns the path of the page of a user. */
  public static String pathOf(Owner owner) {
    return PATH + query(owner);
  }

  /** Returns the path of the list of a user's keys. */
  public static String keysOf(Owner owner) {
    return KeyListController.PATH + query(owner);
  }
}

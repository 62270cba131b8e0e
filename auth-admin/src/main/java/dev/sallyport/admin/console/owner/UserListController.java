package dev.sallyport.admin.console.owner;

import dev.sallyport.admin.console.page.ConsoleRequest;
import dev.sallyport.admin.console.page.ConsoleResponse;
import dev.sallyport.admin.service.Denial;
import dev.sallyport.key.InvalidValueException;
import dev.sallyport.key.Owner;
import dev.sallyport.key.UserKind;
import dev.sallyport.spi.OwnerRegistry.User;
import org.jspecify.annotations.Nullable;

/** Controller of the list of users, for superusers. */
public final class UserListController {
  public static final String PATH = "/users";
  public static final String FIND = PATH + "/find";

  private UserListController() {}

  /** Shows the users, or creates a user. */
  public static ConsoleResponse answer(ConsoleRequest request) {
    if (!request.administrator().isSuper()) {
      return ConsoleResponse.failed(Denial.FOR_SUPERUSERS);
    }
    return request.isPost() ? create(request) : page(request, null);
  }

  /** Finds the key of a token in the search form, or redirects to the list. */
  public static ConsoleResponse find(ConsoleRequest request) {
    return request.administrator().isSuper()
        ? OwnerLists.find(request, PATH, request.owners()::users)
        : ConsoleResponse.failed(Denial.FOR_SUPERUSERS);
  }

  private static ConsoleResponse page(ConsoleRequest request, @Nullable String problem) {
    return OwnerLists.page(request, "users", "Users", PATH, problem, request.owners()::users);
  }

  private static ConsoleResponse create(ConsoleRequest request) {
    String userId = request.text("user");
    try {
      String account =
          request.given("account-id").orElse(request.administrator().owner().accountId());
      Owner owner = new Owner(account, userId);
      boolean isStaff = request.text("staff").equals("on");
      UserKind kind = request.text("kind").equals("service") ? UserKind.SERVICE : UserKind.PERSON;
      User user = new User(owner, kind, request.text("email"), true, isStaff, null, null);
      return request
          .because(request.text("reason"))
          .owners()
          .createUser(user, request.password("password"))
          .fold(
              created -> request.done(PATH, "User “%s” created.".formatted(userId)),
              why -> page(request, why.sentence()));
    } catch (InvalidValueException e) {
      return page(request, OwnerLists.sentence(e));
    }
  }
}

package dev.sallyport.admin.console.owner;

import dev.sallyport.admin.console.page.ConsoleRequest;
import dev.sallyport.admin.console.page.ConsoleResponse;
import dev.sallyport.admin.service.Denial;
import dev.sallyport.key.InvalidValueException;
import dev.sallyport.key.Owner;
import dev.sallyport.spi.OwnerRegistry.User;
import org.jspecify.annotations.Nullable;

/** Users, for superusers. */
public final class UserListController {
  public static final String PATH = "/users";

  private UserListController() {}

  public static ConsoleResponse answer(ConsoleRequest visit) {
    if (!visit.who().isSuper()) {
      return ConsoleResponse.failed(Denial.FOR_SUPERUSERS);
    }
    return visit.isPost() ? create(visit) : page(visit, null);
  }

  private static ConsoleResponse page(ConsoleRequest visit, @Nullable String problem) {
    return OwnerLists.page(visit, "users", "Users", PATH, problem, visit.owners()::users);
  }

  private static ConsoleResponse create(ConsoleRequest visit) {
    String username = visit.text("username");
    try {
      Owner owner = new Owner(visit.text("number"), username);
      boolean isStaff = visit.text("staff").equals("on");
      User user = new User(owner, visit.text("email"), true, isStaff, null);
      return visit
          .because(visit.text("reason"))
          .owners()
          .createUser(user, visit.password("password"))
          .fold(
              made -> visit.done(PATH, "User “%s” created.".formatted(username)),
              why -> page(visit, why.sentence()));
    } catch (InvalidValueException e) {
      return page(visit, OwnerLists.sentence(e));
    }
  }
}

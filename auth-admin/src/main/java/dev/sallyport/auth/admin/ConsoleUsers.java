package dev.sallyport.auth.admin;

import dev.sallyport.auth.spi.OwnerRegistry.User;
import dev.sallyport.auth.token.OutOfBoundsException;
import dev.sallyport.auth.token.Owner;
import org.jspecify.annotations.Nullable;

/** Users, for superusers. */
final class ConsoleUsers {
  static final String PATH = "/users";

  private ConsoleUsers() {}

  static ConsoleAnswer answer(ConsoleVisit visit) {
    if (!visit.who().isSuper()) {
      return ConsoleAnswer.failed(Refusal.FOR_SUPERUSERS);
    }
    return visit.isPost() ? create(visit) : page(visit, null);
  }

  private static ConsoleAnswer page(ConsoleVisit visit, @Nullable String problem) {
    return ConsoleOwners.page(visit, "users", "Users", PATH, problem, visit.owners()::users);
  }

  private static ConsoleAnswer create(ConsoleVisit visit) {
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
              made -> visit.done(PATH, "User “%s” is made.".formatted(username)),
              why -> page(visit, why.sentence()));
    } catch (OutOfBoundsException e) {
      return page(visit, ConsoleOwners.sentence(e));
    }
  }
}

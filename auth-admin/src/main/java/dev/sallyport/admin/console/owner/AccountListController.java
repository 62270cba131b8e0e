package dev.sallyport.admin.console.owner;

import dev.sallyport.admin.console.page.ConsoleRequest;
import dev.sallyport.admin.console.page.ConsoleResponse;
import dev.sallyport.admin.service.AdminOwnerService;
import dev.sallyport.admin.service.Denial;
import dev.sallyport.key.InvalidValueException;
import dev.sallyport.spi.OwnerRegistry.Account;
import org.jspecify.annotations.Nullable;

/** Accounts, for superusers. */
public final class AccountListController {
  public static final String PATH = "/accounts";

  private AccountListController() {}

  public static ConsoleResponse answer(ConsoleRequest visit) {
    if (!visit.who().isSuper()) {
      return ConsoleResponse.failed(Denial.FOR_SUPERUSERS);
    }
    if (!visit.isPost()) {
      return page(visit, null);
    }
    try {
      return change(visit.because(visit.text("reason")));
    } catch (InvalidValueException e) {
      return page(visit, OwnerLists.sentence(e));
    }
  }

  private static ConsoleResponse page(ConsoleRequest visit, @Nullable String problem) {
    return OwnerLists.page(visit, "accounts", "Accounts", PATH, problem, visit.owners()::accounts);
  }

  private static ConsoleResponse change(ConsoleRequest visit) {
    AdminOwnerService desk = visit.owners();
    String number = visit.text("number");
    return switch (visit.text("action")) {
      case "create" ->
          desk.createAccount(new Account(number, visit.text("name"), true))
              .fold(
                  made -> visit.done(PATH, "Account %s created.".formatted(number)),
                  why -> page(visit, why.sentence()));
      case "on" ->
          desk.activateAccount(number)
              .fold(
                  it -> visit.done(PATH, "Account %s activated.".formatted(number)),
                  ConsoleResponse::failed);
      case "off" ->
          number.equals(visit.who().owner().accountNumber())
              ? visit.undone(PATH, "This is your own account: you would lock yourself out.")
              : desk.deactivateAccount(number)
                  .fold(it -> visit.done(PATH, switchedOff(number)), ConsoleResponse::failed);
      default -> ConsoleResponse.absent();
    };
  }

  private static String switchedOff(String number) {
    return "Account %s deactivated, and with it every key of its users.".formatted(number);
  }
}

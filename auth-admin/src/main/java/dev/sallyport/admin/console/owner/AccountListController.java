package dev.sallyport.admin.console.owner;

import dev.sallyport.admin.console.page.ConsoleRequest;
import dev.sallyport.admin.console.page.ConsoleResponse;
import dev.sallyport.admin.service.AdminOwnerService;
import dev.sallyport.admin.service.Denial;
import dev.sallyport.key.InvalidValueException;
import dev.sallyport.spi.OwnerRegistry.Account;
import org.jspecify.annotations.Nullable;

/** Controller of the list of accounts, for superusers. */
public final class AccountListController {
  public static final String PATH = "/accounts";

  private AccountListController() {}

  /** Shows the accounts, or applies a form. */
  public static ConsoleResponse answer(ConsoleRequest request) {
    if (!request.administrator().isSuper()) {
      return ConsoleResponse.failed(Denial.FOR_SUPERUSERS);
    }
    if (!request.isPost()) {
      return page(request, null);
    }
    try {
      return change(request.because(request.text("reason")));
    } catch (InvalidValueException e) {
      return page(request, OwnerLists.sentence(e));
    }
  }

  private static ConsoleResponse page(ConsoleRequest request, @Nullable String problem) {
    return OwnerLists.page(
        request, "accounts", "Accounts", PATH, problem, request.owners()::accounts);
  }

  private static ConsoleResponse change(ConsoleRequest request) {
    AdminOwnerService service = request.owners();
    String number = request.text("number");
    return switch (request.text("action")) {
      case "create" ->
          service
              .createAccount(new Account(number, request.text("name"), true))
              .fold(
                  created -> request.done(PATH, "Account %s created.".formatted(number)),
                  why -> page(request, why.sentence()));
      case "on" ->
          service
              .activateAccount(number)
              .fold(
                  it -> request.done(PATH, "Account %s activated.".formatted(number)),
                  ConsoleResponse::failed);
      case "off" ->
          number.equals(request.administrator().owner().accountNumber())
              ? request.notDone(PATH, "This is your own account: you would lock yourself out.")
              : service
                  .deactivateAccount(number)
                  .fold(it -> request.done(PATH, deactivated(number)), ConsoleResponse::failed);
      default -> ConsoleResponse.absent();
    };
  }

  private static String deactivated(String number) {
    return "Account %s deactivated, and with it every key of its users.".formatted(number);
  }
}

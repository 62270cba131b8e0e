package dev.sallyport.auth.admin;

import dev.sallyport.auth.spi.OwnerRegistry.Account;
import dev.sallyport.auth.token.OutOfBoundsException;
import org.jspecify.annotations.Nullable;

/** Accounts, for superusers. */
final class ConsoleAccounts {
  static final String PATH = "/accounts";

  private ConsoleAccounts() {}

  static ConsoleAnswer answer(ConsoleVisit visit) {
    if (!visit.who().isSuper()) {
      return ConsoleAnswer.failed(Refusal.FOR_SUPERUSERS);
    }
    if (!visit.isPost()) {
      return page(visit, null);
    }
    try {
      return change(visit.because(visit.text("reason")));
    } catch (OutOfBoundsException e) {
      return page(visit, ConsoleOwners.sentence(e));
    }
  }

  private static ConsoleAnswer page(ConsoleVisit visit, @Nullable String problem) {
    return ConsoleOwners.page(
        visit, "accounts", "Accounts", PATH, problem, visit.owners()::accounts);
  }

  private static ConsoleAnswer change(ConsoleVisit visit) {
    OwnerDesk desk = visit.owners();
    String number = visit.text("number");
    return switch (visit.text("action")) {
      case "create" ->
          desk.createAccount(new Account(number, visit.text("name"), true))
              .fold(
                  made -> visit.done(PATH, "Account %s is made.".formatted(number)),
                  why -> page(visit, why.sentence()));
      case "on" ->
          desk.activateAccount(number)
              .fold(
                  it -> visit.done(PATH, "Account %s is switched on.".formatted(number)),
                  ConsoleAnswer::failed);
      case "off" ->
          number.equals(visit.who().owner().accountNumber())
              ? visit.undone(PATH, "You are of that account: you would lock yourself out.")
              : desk.deactivateAccount(number)
                  .fold(it -> visit.done(PATH, switchedOff(number)), ConsoleAnswer::failed);
      default -> ConsoleAnswer.absent();
    };
  }

  private static String switchedOff(String number) {
    return "Account %s is switched off, and with it every key of its users.".formatted(number);
  }
}

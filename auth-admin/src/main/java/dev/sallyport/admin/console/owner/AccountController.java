package dev.sallyport.admin.console.owner;

import dev.sallyport.admin.console.page.ConsoleRequest;
import dev.sallyport.admin.console.page.ConsoleResponse;
import dev.sallyport.admin.console.page.PageLayout;
import dev.sallyport.admin.service.AdminOwnerService;
import dev.sallyport.admin.service.Denial;
import dev.sallyport.admin.service.Result;
import dev.sallyport.key.InvalidValueException;
import dev.sallyport.key.Owner;
import dev.sallyport.spi.OwnerRegistry.Account;
import java.util.Optional;

/** Controller of the page of an account, for superusers. */
public final class AccountController {
  public static final String PATH = AccountListController.PATH + "/account";

  private AccountController() {}

  /**
   * Model of the page.
   *
   * @param isOwn whether it is the administrator's account
   */
  public record AccountPage(PageLayout layout, Account account, boolean isOwn, OwnerKeys keys) {}

  /** Shows an account, asks before a change, or applies it. */
  public static ConsoleResponse answer(ConsoleRequest request) {
    if (!request.administrator().isSuper()) {
      return ConsoleResponse.failed(Denial.FOR_SUPERUSERS);
    }
    String id = request.text("account");
    if (!Owner.isAccountId(id)) {
      return ConsoleResponse.absent();
    }
    return request.isPost()
        ? change(request, id)
        : request.owners().account(id).fold(it -> page(request, it), ConsoleResponse::failed);
  }

  private static ConsoleResponse page(ConsoleRequest request, Account account) {
    String id = account.accountId();
    boolean isOwn = id.equals(request.administrator().owner().accountId());
    Optional<OwnerChange> change =
        OwnerChange.toConfirm(request).filter(it -> it == OwnerChange.ON || it == OwnerChange.OFF);
    if (change.isPresent() && !isOwn) {
      return change.get().ask(request, AccountListController.PATH, id, null, pathOf(id));
    }
    PageLayout layout = request.layout(id, AccountListController.PATH);
    OwnerKeys keys = OwnerKeys.all(request, id, null);
    return ConsoleResponse.shown("account", new AccountPage(layout, account, isOwn, keys));
  }

  private static ConsoleResponse change(ConsoleRequest request, String id) {
    String path = pathOf(id);
    if (id.equals(request.administrator().owner().accountId())) {
      return request.notDone(path, "This is your own account: you would lock yourself out.");
    }
    try {
      return changed(request.because(request.text("reason")).owners(), request.text("action"), id)
          .fold(it -> request.done(path, sentence(it)), ConsoleResponse::failed);
    } catch (InvalidValueException e) {
      return request.notDone(path, OwnerLists.sentence(e));
    }
  }

  private static Result<Account> changed(AdminOwnerService service, String action, String id) {
    return switch (action) {
      case "on" -> service.activateAccount(id);
      case "off" -> service.deactivateAccount(id);
      default -> Result.declined(Denial.ABSENT);
    };
  }

  private static String sentence(Account account) {
    return account.active()
        ? "Account %s activated.".formatted(account.accountId())
        : "Account %s deactivated, and with it every key of its users."
            .formatted(account.accountId());
  }

  /** Returns the path of the page of an account. */
  public static String pathOf(String account) {
    return PATH + AccountListController.query(account);
  }
}

package dev.sallyport.admin.console.owner;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.admin.console.key.KeyListController;
import dev.sallyport.admin.console.page.ConsoleRequest;
import dev.sallyport.admin.console.page.ConsoleResponse;
import dev.sallyport.admin.service.AdminOwnerService;
import dev.sallyport.admin.service.Denial;
import dev.sallyport.key.InvalidValueException;
import dev.sallyport.spi.OwnerRegistry.Account;
import java.net.URLEncoder;
import org.jspecify.annotations.Nullable;

/** Controller of the list of accounts, for superusers. */
public final class AccountListController {
  public static final String PATH = "/accounts";
  public static final String FIND = PATH + "/find";

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
      return create(request.because(request.text("reason")));
    } catch (InvalidValueException e) {
      return page(request, OwnerLists.sentence(e));
    }
  }

  /** Finds the key of a token in the search form, or redirects to the list. */
  public static ConsoleResponse find(ConsoleRequest request) {
    return request.administrator().isSuper()
        ? OwnerLists.find(request, PATH, request.owners()::accounts)
        : ConsoleResponse.failed(Denial.FOR_SUPERUSERS);
  }

  private static ConsoleResponse page(ConsoleRequest request, @Nullable String problem) {
    return OwnerLists.page(
        request, "accounts", "Accounts", PATH, problem, request.owners()::accounts);
  }

  private static ConsoleResponse create(ConsoleRequest request) {
    AdminOwnerService service = request.owners();
    String account = request.text("account");
    return service
        .createAccount(new Account(account, request.text("name"), true))
        .fold(
            created -> request.done(PATH, "Account %s created.".formatted(account)),
            why -> page(request, why.sentence()));
  }

  /** Returns the path of the list of an account's users. */
  public static String usersOf(String account) {
    return UserListController.PATH + query(account);
  }

  /** Returns the path of the list of an account's keys. */
  public static String keysOf(String account) {
    return KeyListController.PATH + query(account);
  }

  /** Returns the query that names an account. */
  static String query(String account) {
    return "?account=" + URLEncoder.encode(account, UTF_8);
  }
}

package dev.sallyport.admin.console.owner;

import dev.sallyport.admin.console.page.ConsoleRequest;
import dev.sallyport.admin.console.page.ConsoleResponse;
import dev.sallyport.admin.console.page.PageLayout;
import dev.sallyport.admin.service.Denial;
import dev.sallyport.admin.service.Result;
import dev.sallyport.admin.service.TimeFormat;
import dev.sallyport.key.InvalidValueException;
import dev.sallyport.key.Owner;
import dev.sallyport.management.OwnerDeletionResult;
import org.jspecify.annotations.Nullable;

/** Controller that deletes a user or an account after confirmation, for superusers. */
public enum OwnerDeletionController {
  USER(UserListController.PATH, "user") {
    @Override
    Result<String> find(ConsoleRequest request) {
      return UserController.owner(request)
          .map(request.owners()::user)
          .orElseGet(() -> Result.declined(Denial.ABSENT))
          .fold(it -> Result.done(it.owner().userId()), Result::declined);
    }

    @Override
    Result<OwnerDeletionResult> delete(ConsoleRequest request) {
      return UserController.owner(request)
          .map(request.owners()::deleteUser)
          .orElseGet(() -> Result.declined(Denial.ABSENT));
    }

    @Override
    boolean isOwn(ConsoleRequest request) {
      return UserController.owner(request)
          .filter(request.administrator().owner()::equals)
          .isPresent();
    }
  },
  ACCOUNT(AccountListController.PATH, "account") {
    @Override
    Result<String> find(ConsoleRequest request) {
      return request
          .owners()
          .account(request.text("account"))
          .fold(it -> Result.done(it.accountId()), Result::declined);
    }

    @Override
    Result<OwnerDeletionResult> delete(ConsoleRequest request) {
      return request.owners().deleteAccount(request.text("account"));
    }

    @Override
    boolean isOwn(ConsoleRequest request) {
      return request.administrator().owner().accountId().equals(request.text("account"));
    }
  };

  public static final String PATH_OF_USER = UserListController.PATH + "/delete";
  public static final String PATH_OF_ACCOUNT = AccountListController.PATH + "/delete";

  private final String list;
  private final String kind;

  OwnerDeletionController(String list, String kind) {
    this.list = list;
    this.kind = kind;
  }

  /**
   * Model of the confirmation page.
   *
   * @param kind {@code user} or {@code account}
   * @param account id of the account
   * @param user id of the user; empty for an account
   * @param name the id to type
   * @param path path of the page
   * @param list page to return to
   * @param keys keys that work until then
   */
  public record QuestionPage(
      PageLayout layout,
      String kind,
      String account,
      String user,
      String name,
      String path,
      String list,
      OwnerKeys keys,
      String reason,
      @Nullable String problem) {}

  /** Returns the id of the user or account that a request names, if it exists. */
  abstract Result<String> find(ConsoleRequest request);

  abstract Result<OwnerDeletionResult> delete(ConsoleRequest request);

  /** Returns whether the administrator would delete their own user or account. */
  abstract boolean isOwn(ConsoleRequest request);

  /** Returns the path of the page that confirms the deletion of a user. */
  public static String pathOf(Owner user) {
    return PATH_OF_USER + UserController.query(user);
  }

  /** Returns the path of the page that confirms the deletion of an account. */
  public static String pathOf(String account) {
    return PATH_OF_ACCOUNT + AccountListController.query(account);
  }

  /** Asks for confirmation, or deletes the user or account. */
  public ConsoleResponse answer(ConsoleRequest request) {
    if (!request.administrator().isSuper()) {
      return ConsoleResponse.failed(Denial.FOR_SUPERUSERS);
    }
    return find(request).fold(name -> answer(request, name), ConsoleResponse::failed);
  }

  private ConsoleResponse answer(ConsoleRequest request, String name) {
    if (isOwn(request)) {
      return request.notDone(
          list, this == USER ? "You would delete yourself." : "This is your own account.");
    }
    if (!request.isPost()) {
      return question(request, name, null);
    }
    if (!request.isTyped("confirm", name)) {
      return question(request, name, "The text does not match the name of the " + kind + ".");
    }
    try {
      return delete(request.because(request.text("reason")))
          .fold(deleted -> request.done(list, sentence(name, deleted)), ConsoleResponse::failed);
    } catch (InvalidValueException e) {
      return question(request, name, OwnerLists.sentence(e));
    }
  }

  private ConsoleResponse question(ConsoleRequest request, String name, @Nullable String problem) {
    QuestionPage page =
        new QuestionPage(
            request.layout("Delete a " + kind, list),
            kind,
            request.text("account"),
            userId(request),
            name,
            list + "/delete",
            list,
            OwnerKeys.active(
                request, request.text("account"), this == USER ? userId(request) : null),
            request.text("reason"),
            problem);
    return problem == null
        ? ConsoleResponse.shown("deleteOwner", page)
        : ConsoleResponse.invalid("deleteOwner", page);
  }

  /** Returns the user to delete; empty if an account is deleted. */
  private String userId(ConsoleRequest request) {
    return this == USER ? request.text("user") : "";
  }

  private String sentence(String name, OwnerDeletionResult deleted) {
    String content =
        this == USER
            ? TimeFormat.count(deleted.keys(), "key")
            : "%s, %s and %s"
                .formatted(
                    TimeFormat.count(deleted.users(), "user"),
                    TimeFormat.count(deleted.keys(), "key"),
                    TimeFormat.count(deleted.resources(), "resource"));
    return "“%s” is deleted, with %s.".formatted(name, content);
  }
}

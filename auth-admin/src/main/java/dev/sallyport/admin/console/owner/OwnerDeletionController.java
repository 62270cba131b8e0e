package dev.sallyport.admin.console.owner;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.admin.console.page.ConsoleRequest;
import dev.sallyport.admin.console.page.ConsoleResponse;
import dev.sallyport.admin.console.page.PageLayout;
import dev.sallyport.admin.service.AdminOwnerService;
import dev.sallyport.admin.service.Denial;
import dev.sallyport.admin.service.Result;
import dev.sallyport.admin.service.TimeFormat;
import dev.sallyport.key.InvalidValueException;
import dev.sallyport.management.OwnerDeletionResult;
import java.net.URLEncoder;
import org.jspecify.annotations.Nullable;

/** Controller that deletes a user or an account after confirmation, for superusers. */
public enum OwnerDeletionController {
  USER(UserListController.PATH, "username", "user") {
    @Override
    Result<String> find(AdminOwnerService service, String name) {
      return service.user(name).fold(it -> Result.done(it.owner().username()), Result::declined);
    }

    @Override
    Result<OwnerDeletionResult> delete(AdminOwnerService service, String name) {
      return service.deleteUser(name);
    }

    @Override
    boolean isOwn(ConsoleRequest request, String name) {
      return request.administrator().owner().username().equals(name);
    }
  },
  ACCOUNT(AccountListController.PATH, "number", "account") {
    @Override
    Result<String> find(AdminOwnerService service, String name) {
      return service.account(name).fold(it -> Result.done(it.accountNumber()), Result::declined);
    }

    @Override
    Result<OwnerDeletionResult> delete(AdminOwnerService service, String name) {
      return service.deleteAccount(name);
    }

    @Override
    boolean isOwn(ConsoleRequest request, String name) {
      return request.administrator().owner().accountNumber().equals(name);
    }
  };

  public static final String PATH_OF_USER = UserListController.PATH + "/delete";
  public static final String PATH_OF_ACCOUNT = AccountListController.PATH + "/delete";

  private final String list;
  private final String parameter;
  private final String kind;

  OwnerDeletionController(String list, String parameter, String kind) {
    this.list = list;
    this.parameter = parameter;
    this.kind = kind;
  }

  /**
   * Model of the confirmation page.
   *
   * @param kind {@code user} or {@code account}
   * @param parameter parameter with the name
   * @param path path of the page
   * @param list page to return to
   */
  public record QuestionPage(
      PageLayout layout,
      String kind,
      String parameter,
      String name,
      String path,
      String list,
      String reason,
      @Nullable String problem) {}

  /** Returns the name of the user or account if it exists. */
  abstract Result<String> find(AdminOwnerService service, String name);

  abstract Result<OwnerDeletionResult> delete(AdminOwnerService service, String name);

  /** Returns whether the administrator would delete their own user or account. */
  abstract boolean isOwn(ConsoleRequest request, String name);

  /** Returns the path of the confirmation page. */
  public String pathOf(String name) {
    return list + "/delete?" + parameter + "=" + URLEncoder.encode(name, UTF_8);
  }

  /** Asks for confirmation, or deletes the user or account. */
  public ConsoleResponse answer(ConsoleRequest request) {
    if (!request.administrator().isSuper()) {
      return ConsoleResponse.failed(Denial.FOR_SUPERUSERS);
    }
    return find(request.owners(), request.text(parameter))
        .fold(name -> answer(request, name), ConsoleResponse::failed);
  }

  private ConsoleResponse answer(ConsoleRequest request, String name) {
    if (isOwn(request, name)) {
      return request.notDone(list, "You would delete yourself.");
    }
    if (!request.isPost()) {
      return question(request, name, null);
    }
    if (!request.isTyped("confirm", name)) {
      return question(request, name, "The text does not match the name of the " + kind + ".");
    }
    try {
      return delete(request.because(request.text("reason")).owners(), name)
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
            parameter,
            name,
            list + "/delete",
            list,
            request.text("reason"),
            problem);
    return problem == null
        ? ConsoleResponse.shown("deleteOwner", page)
        : ConsoleResponse.invalid("deleteOwner", page);
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

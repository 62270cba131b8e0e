package dev.sallyport.admin.console;

import dev.sallyport.admin.api.AdminJson;
import dev.sallyport.admin.console.key.AuditController;
import dev.sallyport.admin.console.key.BindingController;
import dev.sallyport.admin.console.key.BulkActionController;
import dev.sallyport.admin.console.key.FormProblem;
import dev.sallyport.admin.console.key.KeyController;
import dev.sallyport.admin.console.key.KeyEditController;
import dev.sallyport.admin.console.key.KeyExport;
import dev.sallyport.admin.console.key.KeyListController;
import dev.sallyport.admin.console.key.KeyQuestionController;
import dev.sallyport.admin.console.key.KeySearchController;
import dev.sallyport.admin.console.key.KeySwitchController;
import dev.sallyport.admin.console.key.OverviewController;
import dev.sallyport.admin.console.owner.AccountController;
import dev.sallyport.admin.console.owner.AccountListController;
import dev.sallyport.admin.console.owner.OwnerDeletionController;
import dev.sallyport.admin.console.owner.UserController;
import dev.sallyport.admin.console.owner.UserListController;
import dev.sallyport.admin.console.page.ConsoleRequest;
import dev.sallyport.admin.console.page.ConsoleResponse;
import dev.sallyport.admin.console.signin.SignInController;
import dev.sallyport.key.InvalidValueException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/** Dispatcher of requests of signed-in users to controllers. */
final class ConsoleRoutes {
  private static final ConsoleResponse READ_ONLY =
      new ConsoleResponse.Failed(405, "Not allowed", "This page accepts no form.");
  private static final ConsoleResponse SENT_ONLY =
      new ConsoleResponse.Failed(
          405,
          "Not allowed",
          "This address accepts submitted forms only; open the page of the form.");

  private ConsoleRoutes() {}

  static ConsoleResponse answer(String path, ConsoleRequest request) {
    List<String> segments = Arrays.asList(path.substring(1).split("/", -1));
    if (segments.get(0).equals("keys") && segments.size() > 1) {
      return segments.size() > 3
          ? ConsoleResponse.absent()
          : keys(segments.get(1), segments.size() == 2 ? "" : segments.get(2), request);
    }
    return switch (path) {
      case OverviewController.PATH -> read(request, () -> OverviewController.show(request));
      case KeyListController.PATH -> read(request, () -> KeyListController.list(request));
      case AuditController.PATH -> AuditController.answer(request);
      case AuditController.EXPORT -> read(request, () -> AuditController.export(request));
      case AccountListController.PATH -> AccountListController.answer(request);
      case AccountListController.FIND -> sentOnly(request, AccountListController::find);
      case UserListController.FIND -> sentOnly(request, UserListController::find);
      case AccountController.PATH -> AccountController.answer(request);
      case UserListController.PATH -> UserListController.answer(request);
      case UserController.PATH -> UserController.answer(request);
      case OwnerDeletionController.PATH_OF_USER -> OwnerDeletionController.USER.answer(request);
      case OwnerDeletionController.PATH_OF_ACCOUNT ->
          OwnerDeletionController.ACCOUNT.answer(request);
      case SignInController.SIGN_OUT -> SENT_ONLY;
      default -> ConsoleResponse.absent();
    };
  }

  private static ConsoleResponse keys(String name, String action, ConsoleRequest request) {
    if (action.isEmpty() && name.equals("bulk")) {
      return sent(request, KeyListController.PATH, BulkActionController::change);
    }
    if (action.isEmpty() && name.equals("find")) {
      return sentOnly(request, KeySearchController::find);
    }
    if (action.isEmpty() && name.equals("export")) {
      return read(request, () -> KeyExport.export(request));
    }
    if (action.isEmpty() && name.equals("users")) {
      return read(request, () -> KeyEditController.users(request));
    }
    if (action.isEmpty() && name.equals("new")) {
      return KeyEditController.create(request);
    }
    Optional<UUID> id = AdminJson.uuid(name);
    return id.isEmpty() ? ConsoleResponse.absent() : ofKey(id.get(), action, request);
  }

  private static ConsoleResponse ofKey(UUID id, String action, ConsoleRequest request) {
    String page = KeyController.pathOf(id);
    return switch (action) {
      case "" -> read(request, () -> KeyController.show(request, id));
      case "edit" -> KeyEditController.edit(request, id);
      case "rotate" -> KeyQuestionController.rotate(request, id);
      case "delete" -> KeyQuestionController.delete(request, id);
      case "switch" ->
          request.isPost()
              ? sent(request, page, explained -> KeySwitchController.change(explained, id))
              : KeySwitchController.ask(request, id);
      case "bind" -> sent(request, page, explained -> BindingController.bind(explained, id));
      case "unbind" -> sent(request, page, explained -> BindingController.unbind(explained, id));
      default -> ConsoleResponse.absent();
    };
  }

  private static ConsoleResponse read(ConsoleRequest request, Supplier<ConsoleResponse> page) {
    return request.isPost() ? READ_ONLY : page.get();
  }

  private static ConsoleResponse sentOnly(
      ConsoleRequest request, Function<ConsoleRequest, ConsoleResponse> form) {
    return request.isPost() ? form.apply(request) : SENT_ONLY;
  }

  /**
   * Handles a submitted form with its reason.
   *
   * @param page page to redirect to if the reason is invalid, unless the list sent the form
   */
  private static ConsoleResponse sent(
      ConsoleRequest request, String page, Function<ConsoleRequest, ConsoleResponse> form) {
    if (!request.isPost()) {
      return SENT_ONLY;
    }
    ConsoleRequest explained;
    try {
      explained = request.because(request.text("reason"));
    } catch (InvalidValueException e) {
      return request.notDone(
          KeyListController.backOf(request).orElse(page), FormProblem.of(e).sentence());
    }
    return form.apply(explained);
  }
}

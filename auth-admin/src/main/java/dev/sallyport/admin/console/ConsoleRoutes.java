package dev.sallyport.admin.console;

import dev.sallyport.admin.api.AdminJson;
import dev.sallyport.admin.console.key.AuditController;
import dev.sallyport.admin.console.key.BindingController;
import dev.sallyport.admin.console.key.BulkActionController;
import dev.sallyport.admin.console.key.KeyController;
import dev.sallyport.admin.console.key.KeyEditController;
import dev.sallyport.admin.console.key.KeyForm;
import dev.sallyport.admin.console.key.KeyListController;
import dev.sallyport.admin.console.key.OverviewController;
import dev.sallyport.admin.console.owner.AccountListController;
import dev.sallyport.admin.console.owner.OwnerDeletionController;
import dev.sallyport.admin.console.owner.UserController;
import dev.sallyport.admin.console.owner.UserListController;
import dev.sallyport.admin.console.page.ConsoleRequest;
import dev.sallyport.admin.console.page.ConsoleResponse;
import dev.sallyport.admin.console.page.FlashStore;
import dev.sallyport.key.InvalidValueException;
import dev.sallyport.token.Secret;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/** Which page is where, for whoever is signed in. */
final class ConsoleRoutes {
  private static final ConsoleResponse READ_ONLY =
      new ConsoleResponse.Failed(405, "Not allowed", "This page accepts no form.");
  private static final ConsoleResponse SENT_ONLY =
      new ConsoleResponse.Failed(
          405, "Not allowed", "This address accepts submitted forms only; open the page of the form.");

  private final FlashStore<Secret> tokens = new FlashStore<>();
  private final KeyController key = new KeyController(tokens);
  private final KeyEditController change = new KeyEditController(tokens);

  ConsoleResponse answer(String path, ConsoleRequest visit) {
    List<String> segments = Arrays.asList(path.substring(1).split("/", -1));
    if (segments.get(0).equals("keys") && segments.size() > 1) {
      return segments.size() > 3
          ? ConsoleResponse.absent()
          : keys(segments.get(1), segments.size() == 2 ? "" : segments.get(2), visit);
    }
    return switch (path) {
      case OverviewController.PATH -> read(visit, () -> OverviewController.show(visit));
      case KeyListController.PATH -> read(visit, () -> KeyListController.list(visit));
      case AuditController.PATH -> read(visit, () -> AuditController.show(visit));
      case AccountListController.PATH -> AccountListController.answer(visit);
      case UserListController.PATH -> UserListController.answer(visit);
      case UserController.PATH -> UserController.answer(visit);
      case OwnerDeletionController.PATH_OF_USER -> OwnerDeletionController.USER.answer(visit);
      case OwnerDeletionController.PATH_OF_ACCOUNT -> OwnerDeletionController.ACCOUNT.answer(visit);
      case "/sign-out" -> SENT_ONLY;
      default -> ConsoleResponse.absent();
    };
  }

  private ConsoleResponse keys(String name, String action, ConsoleRequest visit) {
    if (action.isEmpty() && name.equals("bulk")) {
      return sent(visit, KeyListController.PATH, BulkActionController::change);
    }
    if (action.isEmpty() && name.equals("new")) {
      return change.create(visit);
    }
    Optional<UUID> id = AdminJson.uuid(name);
    return id.isEmpty() ? ConsoleResponse.absent() : ofKey(id.get(), action, visit);
  }

  private ConsoleResponse ofKey(UUID id, String action, ConsoleRequest visit) {
    String page = KeyController.pathOf(id);
    return switch (action) {
      case "" -> read(visit, () -> key.show(visit, id));
      case "edit" -> change.edit(visit, id);
      case "rotate" -> change.rotate(visit, id);
      case "delete" -> change.delete(visit, id);
      case "switch" -> sent(visit, page, explained -> KeyListController.turn(explained, id));
      case "bind" -> sent(visit, page, explained -> BindingController.bind(explained, id));
      case "unbind" -> sent(visit, page, explained -> BindingController.unbind(explained, id));
      default -> ConsoleResponse.absent();
    };
  }

  private static ConsoleResponse read(ConsoleRequest visit, Supplier<ConsoleResponse> page) {
    return visit.isPost() ? READ_ONLY : page.get();
  }

  /**
   * What a form does for the reason that is in it.
   *
   * @param page to go to if the reason is out of its bounds, unless the form came from the list
   */
  private static ConsoleResponse sent(
      ConsoleRequest visit, String page, Function<ConsoleRequest, ConsoleResponse> form) {
    if (!visit.isPost()) {
      return SENT_ONLY;
    }
    ConsoleRequest explained;
    try {
      explained = visit.because(visit.text("reason"));
    } catch (InvalidValueException e) {
      return visit.undone(
          KeyListController.backOf(visit).orElse(page), KeyForm.Problem.of(e).sentence());
    }
    return form.apply(explained);
  }
}

package dev.sallyport.auth.admin;

import dev.sallyport.auth.admin.api.AdminJson;
import dev.sallyport.auth.token.OutOfBoundsException;
import dev.sallyport.auth.token.Secret;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/** Which page is where, for whoever is signed in. */
final class ConsoleRoutes {
  private static final ConsoleAnswer READ_ONLY =
      new ConsoleAnswer.Failed(405, "Not allowed", "Nothing can be sent to this page.");
  private static final ConsoleAnswer SENT_ONLY =
      new ConsoleAnswer.Failed(
          405, "Not allowed", "This address takes what a form sends; open the page of the form.");

  private final ConsoleOnce<Secret> tokens = new ConsoleOnce<>();
  private final ConsoleKey key = new ConsoleKey(tokens);
  private final ConsoleKeyChange change = new ConsoleKeyChange(tokens);

  ConsoleAnswer answer(String path, ConsoleVisit visit) {
    List<String> segments = Arrays.asList(path.substring(1).split("/", -1));
    if (segments.get(0).equals("keys") && segments.size() > 1) {
      return segments.size() > 3
          ? ConsoleAnswer.absent()
          : keys(segments.get(1), segments.size() == 2 ? "" : segments.get(2), visit);
    }
    return switch (path) {
      case ConsoleOverview.PATH -> read(visit, () -> ConsoleOverview.show(visit));
      case ConsoleFleet.PATH -> read(visit, () -> ConsoleFleet.list(visit));
      case ConsoleAudit.PATH -> read(visit, () -> ConsoleAudit.show(visit));
      case ConsoleAccounts.PATH -> ConsoleAccounts.answer(visit);
      case ConsoleUsers.PATH -> ConsoleUsers.answer(visit);
      case ConsoleUser.PATH -> ConsoleUser.answer(visit);
      case ConsoleOwnerDeletion.PATH_OF_USER -> ConsoleOwnerDeletion.USER.answer(visit);
      case ConsoleOwnerDeletion.PATH_OF_ACCOUNT -> ConsoleOwnerDeletion.ACCOUNT.answer(visit);
      case "/sign-out" -> SENT_ONLY;
      default -> ConsoleAnswer.absent();
    };
  }

  private ConsoleAnswer keys(String name, String action, ConsoleVisit visit) {
    if (action.isEmpty() && name.equals("bulk")) {
      return sent(visit, ConsoleFleet.PATH, ConsoleBulk::change);
    }
    if (action.isEmpty() && name.equals("new")) {
      return change.create(visit);
    }
    Optional<UUID> id = AdminJson.uuid(name);
    return id.isEmpty() ? ConsoleAnswer.absent() : ofKey(id.get(), action, visit);
  }

  private ConsoleAnswer ofKey(UUID id, String action, ConsoleVisit visit) {
    String page = ConsoleKey.pathOf(id);
    return switch (action) {
      case "" -> read(visit, () -> key.show(visit, id));
      case "edit" -> change.edit(visit, id);
      case "rotate" -> change.rotate(visit, id);
      case "delete" -> change.delete(visit, id);
      case "switch" -> sent(visit, page, explained -> ConsoleFleet.turn(explained, id));
      case "bind" -> sent(visit, page, explained -> ConsoleBinding.bind(explained, id));
      case "unbind" -> sent(visit, page, explained -> ConsoleBinding.unbind(explained, id));
      default -> ConsoleAnswer.absent();
    };
  }

  private static ConsoleAnswer read(ConsoleVisit visit, Supplier<ConsoleAnswer> page) {
    return visit.isPost() ? READ_ONLY : page.get();
  }

  /**
   * What a form does for the reason that is in it.
   *
   * @param page to go to if the reason is out of its bounds, unless the form came from the list
   */
  private static ConsoleAnswer sent(
      ConsoleVisit visit, String page, Function<ConsoleVisit, ConsoleAnswer> form) {
    if (!visit.isPost()) {
      return SENT_ONLY;
    }
    ConsoleVisit explained;
    try {
      explained = visit.because(visit.text("reason"));
    } catch (OutOfBoundsException e) {
      return visit.undone(
          ConsoleFleet.backOf(visit).orElse(page), ConsoleKeyForm.Problem.of(e).sentence());
    }
    return form.apply(explained);
  }
}

package dev.sallyport.auth.admin;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Which page is where, for whoever is signed in. */
final class ConsoleRoutes {
  private static final ConsoleAnswer READ_ONLY =
      new ConsoleAnswer.Failed(405, "Not allowed", "Nothing can be sent to this page.");
  private static final ConsoleAnswer SENT_ONLY =
      new ConsoleAnswer.Failed(
          405, "Not allowed", "This address takes what a form sends; open the page of the form.");

  private final ConsoleKey key = new ConsoleKey(new ConsoleOnce<>());

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
      case ConsoleOwners.ACCOUNTS -> ConsoleOwners.accounts(visit);
      case ConsoleOwners.USERS -> ConsoleOwners.users(visit);
      case ConsoleOwners.USERS + "/user" -> ConsoleOwners.user(visit);
      case "/sign-out" -> SENT_ONLY;
      default -> ConsoleAnswer.absent();
    };
  }

  private ConsoleAnswer keys(String name, String action, ConsoleVisit visit) {
    if (action.isEmpty() && name.equals("bulk")) {
      return sent(visit, () -> ConsoleFleet.bulk(visit));
    }
    if (action.isEmpty() && name.equals("new")) {
      return key.create(visit);
    }
    Optional<UUID> id = Ids.uuid(name);
    return id.isEmpty() ? ConsoleAnswer.absent() : ofKey(id.get(), action, visit);
  }

  private ConsoleAnswer ofKey(UUID id, String action, ConsoleVisit visit) {
    return switch (action) {
      case "" -> read(visit, () -> key.show(visit, id));
      case "edit" -> key.edit(visit, id);
      case "rotate" -> key.rotate(visit, id);
      case "delete" -> key.delete(visit, id);
      case "switch" -> sent(visit, () -> ConsoleFleet.turn(visit, id));
      case "bind" -> sent(visit, () -> key.bind(visit, id, true));
      case "unbind" -> sent(visit, () -> key.bind(visit, id, false));
      default -> ConsoleAnswer.absent();
    };
  }

  private static ConsoleAnswer read(ConsoleVisit visit, Supplier<ConsoleAnswer> page) {
    return visit.isPost() ? READ_ONLY : page.get();
  }

  private static ConsoleAnswer sent(ConsoleVisit visit, Supplier<ConsoleAnswer> form) {
    return visit.isPost() ? form.get() : SENT_ONLY;
  }
}

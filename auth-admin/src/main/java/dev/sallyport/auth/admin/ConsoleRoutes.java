package dev.sallyport.auth.admin;

import dev.sallyport.auth.spi.Settings;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Which page is where, for whoever is signed in. */
final class ConsoleRoutes {
  private static final ConsoleAnswer.Failed WRONG_METHOD =
      new ConsoleAnswer.Failed(
          405, "Not allowed", "This address takes what a form sends; open the page of the form.");

  ConsoleRoutes(Settings settings) {}

  ConsoleAnswer answer(String path, ConsoleVisit visit) {
    List<String> segments = Arrays.asList(path.substring(1).split("/", -1));
    return switch (segments.get(0)) {
      case "" ->
          segments.size() == 1 ? new ConsoleAnswer.SeeOther("/keys") : ConsoleAnswer.absent();
      case "keys" -> keys(segments, visit);
      case "sign-out" -> segments.size() == 1 ? WRONG_METHOD : ConsoleAnswer.absent();
      default -> ConsoleAnswer.absent();
    };
  }

  private ConsoleAnswer keys(List<String> segments, ConsoleVisit visit) {
    if (segments.size() == 1) {
      return visit.isPost() ? WRONG_METHOD : ConsoleFleet.list(visit);
    }
    if (segments.size() == 2 && segments.get(1).equals("bulk")) {
      return visit.isPost() ? ConsoleFleet.bulk(visit) : WRONG_METHOD;
    }
    Optional<UUID> id = Ids.uuid(segments.get(1));
    if (id.isEmpty() || segments.size() > 3) {
      return ConsoleAnswer.absent();
    }
    String action = segments.size() == 2 ? "" : segments.get(2);
    return switch (action) {
      case "switch" -> visit.isPost() ? ConsoleFleet.turn(visit, id.get()) : WRONG_METHOD;
      default -> ConsoleAnswer.absent();
    };
  }
}

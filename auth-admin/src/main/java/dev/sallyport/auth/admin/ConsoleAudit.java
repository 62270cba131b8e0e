package dev.sallyport.auth.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.auth.admin.EventDesk.Events;
import dev.sallyport.auth.spi.AuditQuery;
import dev.sallyport.auth.token.OutOfBoundsException;
import java.net.URLEncoder;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The audit log. */
final class ConsoleAudit {
  static final String PATH = "/audit";
  private static final int SIZE = 50;
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");

  private ConsoleAudit() {}

  /**
   * What the page needs.
   *
   * @param olderOrNull the address of the next page
   * @param problem why nothing was looked for
   */
  record AuditPage(
      ConsoleFrame frame,
      String subject,
      String actor,
      String action,
      List<ConsoleHistory> entries,
      @Nullable String olderOrNull,
      @Nullable String problem) {
    boolean isNarrow() {
      return !subject.isEmpty() || !actor.isEmpty() || !action.isEmpty();
    }
  }

  static ConsoleAnswer show(ConsoleVisit visit) {
    String subject = visit.text("subject");
    String actor = visit.text("actor");
    String action = visit.text("action");
    try {
      AuditQuery query =
          new AuditQuery(
              visit.given("subject").orElse(null),
              visit.given("actor").orElse(null),
              visit.given("action").orElse(null),
              before(visit.text("before")),
              SIZE);
      return visit
          .events()
          .find(query)
          .fold(events -> shown(visit, subject, actor, action, events), ConsoleAnswer::failed);
    } catch (OutOfBoundsException e) {
      String problem = "Nothing was looked for: " + e.getMessage() + ".";
      return ConsoleAnswer.shown(
          "audit",
          new AuditPage(
              visit.frame("Audit log", PATH), subject, actor, action, List.of(), null, problem));
    }
  }

  private static ConsoleAnswer shown(
      ConsoleVisit visit, String subject, String actor, String action, Events events) {
    OptionalLong next = events.next();
    String older =
        next.isEmpty()
            ? null
            : visit.base()
                + PATH
                + "?subject=%s&actor=%s&action=%s&before=%d"
                    .formatted(encoded(subject), encoded(actor), encoded(action), next.getAsLong());
    return ConsoleAnswer.shown(
        "audit",
        new AuditPage(
            visit.frame("Audit log", PATH),
            subject,
            actor,
            action,
            events.entries().stream().map(ConsoleHistory::of).toList(),
            older,
            null));
  }

  private static long before(String text) {
    return NUMBER.matcher(text).matches() ? Long.parseLong(text) : Long.MAX_VALUE;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}

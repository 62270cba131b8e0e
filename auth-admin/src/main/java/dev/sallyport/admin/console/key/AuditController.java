package dev.sallyport.admin.console.key;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.admin.console.page.ConsoleRequest;
import dev.sallyport.admin.console.page.ConsoleResponse;
import dev.sallyport.admin.console.page.PageLayout;
import dev.sallyport.admin.service.AdminAuditService.Events;
import dev.sallyport.audit.AuditQuery;
import dev.sallyport.key.InvalidValueException;
import java.net.URLEncoder;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Controller of the audit log. */
public final class AuditController {
  public static final String PATH = "/audit";
  private static final int SIZE = 50;
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");

  private AuditController() {}

  /**
   * Model of the page.
   *
   * @param older URL of the next page; null if there is none
   * @param problem why the search is invalid; null if it is valid
   */
  public record AuditPage(
      PageLayout layout,
      String subject,
      String actor,
      String action,
      List<AuditEntryView> entries,
      @Nullable String older,
      @Nullable String problem) {
    /** Returns whether any filter is set. */
    public boolean isNarrow() {
      return !subject.isEmpty() || !actor.isEmpty() || !action.isEmpty();
    }
  }

  /** Shows the matching entries. */
  public static ConsoleResponse show(ConsoleRequest request) {
    String subject = request.text("subject");
    String actor = request.text("actor");
    String action = request.text("action");
    try {
      AuditQuery query =
          new AuditQuery(
              request.given("subject").orElse(null),
              request.given("actor").orElse(null),
              request.given("action").orElse(null),
              before(request.text("before")),
              SIZE);
      return request
          .events()
          .find(query)
          .fold(events -> shown(request, subject, actor, action, events), ConsoleResponse::failed);
    } catch (InvalidValueException e) {
      String problem = "Invalid search: " + e.getMessage() + ".";
      return ConsoleResponse.shown(
          "audit",
          new AuditPage(
              request.layout("Audit log", PATH), subject, actor, action, List.of(), null, problem));
    }
  }

  private static ConsoleResponse shown(
      ConsoleRequest request, String subject, String actor, String action, Events events) {
    OptionalLong next = events.next();
    String older =
        next.isEmpty()
            ? null
            : request.base()
                + PATH
                + "?subject=%s&actor=%s&action=%s&before=%d"
                    .formatted(encoded(subject), encoded(actor), encoded(action), next.getAsLong());
    return ConsoleResponse.shown(
        "audit",
        new AuditPage(
            request.layout("Audit log", PATH),
            subject,
            actor,
            action,
            events.entries().stream().map(AuditEntryView::of).toList(),
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

package dev.sallyport.admin.console.key;

import dev.sallyport.admin.console.key.AuditFilter.Subjects;
import dev.sallyport.admin.console.page.ConsoleRequest;
import dev.sallyport.admin.console.page.ConsoleResponse;
import dev.sallyport.admin.console.page.CsvTable;
import dev.sallyport.admin.console.page.PageLayout;
import dev.sallyport.admin.service.AdminAuditService.Events;
import dev.sallyport.admin.service.Denial;
import dev.sallyport.admin.service.Result;
import dev.sallyport.audit.AuditEntry;
import dev.sallyport.audit.AuditQuery;
import dev.sallyport.audit.AuditRecord;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.InvalidValueException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Controller of the audit log. */
public final class AuditController {
  public static final String PATH = "/audit";
  public static final String EXPORT = PATH + "/export";

  /** With the longest texts, this many entries are a page of less than 200 KB. */
  private static final int SIZE = 25;

  private static final int MAX_EXPORTED = 10_000;

  /** Limits the search for entries that a user without all rights can see. */
  private static final int MAX_QUERIES = 100;

  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");

  private static final String[] COLUMNS = {
    "number",
    "time",
    "action",
    "subject",
    "subject name",
    "actor",
    "actor name",
    "origin",
    "reason",
    "before",
    "after"
  };

  private AuditController() {}

  /** Model of the page. */
  public record AuditPage(PageLayout layout, AuditFilter filter, Found found) {
    /** Returns the URL of the log with another filter. */
    public String href(AuditFilter other) {
      return layout.href(PATH + other.toQuery());
    }

    /** Returns the URL of the next page; null if there is none. */
    public @Nullable String older() {
      if (found.next().isEmpty()) {
        return null;
      }
      String query = filter.toQuery();
      return layout.href(PATH + (query.isEmpty() ? "?" : query + "&"))
          + "before="
          + found.next().getAsLong();
    }

    /** Returns the URL of the file with the matching entries. */
    public String export() {
      return layout.href(EXPORT + filter.toQuery());
    }
  }

  /**
   * What a search found.
   *
   * @param choices the keys among which the name of a key is ambiguous
   * @param actor actor of the entries, as in the log; null for all
   * @param next number before which the next page continues; empty if there is none
   * @param problem why the search is invalid; null if it is valid
   */
  public record Found(
      List<AuditEntryView> entries,
      List<ApiKey> choices,
      @Nullable String actor,
      OptionalLong next,
      @Nullable String problem) {
    /** Returns the keys among which to choose. */
    public List<ApiKey> shownChoices() {
      return choices.subList(0, Math.min(choices.size(), AuditFilter.MAX_CHOICES));
    }

    static Found nothing(List<ApiKey> choices, @Nullable String problem) {
      return new Found(List.of(), choices, null, OptionalLong.empty(), problem);
    }
  }

  /** Shows the matching entries, or finds the key of a token in the form. */
  public static ConsoleResponse answer(ConsoleRequest request) {
    AuditFilter filter = AuditFilter.of(request);
    TokenSearch search = new TokenSearch(request, PATH);
    return request.isPost()
        ? search
            .ofForm(filter.texts(request))
            .orElseGet(() -> new ConsoleResponse.SeeOther(PATH + filter.toQuery()))
        : search.ofAddress(filter.texts(request)).orElseGet(() -> show(request, filter));
  }

  private static ConsoleResponse show(ConsoleRequest request, AuditFilter filter) {
    try {
      Subjects subjects = filter.subjects(request);
      if (subjects.isAmbiguous()) {
        List<ApiKey> choices = subjects.choices().stream().map(ApiKey::redacted).toList();
        return page(request, filter, Found.nothing(choices, null));
      }
      AuditQuery query =
          filter.query(request, subjects).limit(SIZE).before(before(request.text("before")));
      return subjects
          .entries(request, query)
          .fold(
              events -> {
                AuditNames names = AuditNames.of(request, events.entries(), subjects.key());
                List<AuditEntryView> entries = AuditEntryView.of(events.entries(), names);
                return page(
                    request,
                    filter,
                    new Found(entries, List.of(), query.actor(), events.next(), null));
              },
              ConsoleResponse::failed);
    } catch (InvalidValueException e) {
      String problem = "Invalid search: " + e.getMessage() + ".";
      return page(request, filter, Found.nothing(List.of(), problem));
    }
  }

  private static ConsoleResponse page(ConsoleRequest request, AuditFilter filter, Found found) {
    PageLayout layout = request.layout("Audit log", PATH);
    return ConsoleResponse.shown("audit", new AuditPage(layout, filter, found));
  }

  private static long before(String text) {
    return NUMBER.matcher(text).matches() ? Long.parseLong(text) : Long.MAX_VALUE;
  }

  /** Returns a file with the newest matching entries. Its last row says whether more may follow. */
  public static ConsoleResponse export(ConsoleRequest request) {
    AuditFilter filter = AuditFilter.of(request);
    return new TokenSearch(request, PATH)
        .ofAddress(filter.texts(request))
        .orElseGet(() -> file(request, filter));
  }

  private static ConsoleResponse file(ConsoleRequest request, AuditFilter filter) {
    CsvTable table = new CsvTable(COLUMNS);
    try {
      Subjects subjects = filter.subjects(request);
      if (subjects.isAmbiguous()) {
        return show(request, filter);
      }
      AuditQuery query = filter.query(request, subjects);
      OptionalLong next = request.isHead() ? OptionalLong.empty() : OptionalLong.of(query.before());
      int written = 0;
      for (int i = 0; i < MAX_QUERIES && written < MAX_EXPORTED && next.isPresent(); i++) {
        int limit = Math.min(AuditQuery.MAX_LIMIT, MAX_EXPORTED - written);
        Result<Events> found =
            subjects.entries(request, query.before(next.getAsLong()).limit(limit));
        if (found.isDeclined(Denial.NOT_AUDITED)) {
          return ConsoleResponse.failed(Denial.NOT_AUDITED);
        }
        Events events = found.fold(it -> it, why -> new Events(List.of(), OptionalLong.empty()));
        add(events.entries(), table, AuditNames.of(request, events.entries(), subjects.key()));
        written += events.entries().size();
        next = events.next();
      }
      if (next.isPresent()) {
        List<String> last = new ArrayList<>(Collections.nCopies(COLUMNS.length, ""));
        last.set(0, "More entries may follow before no. " + next.getAsLong());
        table.add(last);
      }
    } catch (InvalidValueException e) {
      return show(request, filter);
    }
    return new ConsoleResponse.Download("audit-log.csv", table);
  }

  private static void add(List<AuditEntry> entries, CsvTable table, AuditNames names) {
    for (AuditEntry entry : entries) {
      AuditRecord record = entry.record();
      table.add(
          List.of(
              String.valueOf(entry.sequence()),
              record.at().toString(),
              record.action(),
              record.subject(),
              names.subject(record.subject()).text(),
              record.actor(),
              names.actor(record.actor()).text(),
              record.origin(),
              record.reason(),
              record.before(),
              record.after()));
    }
  }
}

package dev.sallyport.auth.admin;

import dev.sallyport.auth.BulkAction;
import dev.sallyport.auth.BulkResult;
import dev.sallyport.auth.spi.Page;
import dev.sallyport.auth.spi.TokenQuery;
import dev.sallyport.auth.token.AuthToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The list of keys, and what is done from there. */
final class ConsoleFleet {
  static final String PATH = "/keys";
  private static final Pattern QUERY = Pattern.compile("\\?[A-Za-z0-9=&%+._*~-]{1,2000}");
  private static final int NEIGHBOURS = 2;

  private ConsoleFleet() {}

  /**
   * What the list needs.
   *
   * @param keys without what is confidential
   * @param total on all pages
   * @param problem why nothing was looked for
   */
  record FleetPage(
      ConsoleFrame frame,
      ConsoleFilter filter,
      List<AuthToken> keys,
      long total,
      @Nullable String problem) {
    int pages() {
      return (int) Math.max(1, (total + ConsoleFilter.SIZE - 1) / ConsoleFilter.SIZE);
    }

    /** Those to offer: the first, the last, and some round this one; 0 stands for a gap. */
    List<Integer> offeredPages() {
      List<Integer> offered = new ArrayList<>();
      IntStream.rangeClosed(1, pages())
          .filter(it -> it == 1 || it == pages() || Math.abs(it - filter.page()) <= NEIGHBOURS)
          .forEach(
              it -> {
                if (!offered.isEmpty() && offered.get(offered.size() - 1) != it - 1) {
                  offered.add(0);
                }
                offered.add(it);
              });
      return offered;
    }

    String href(ConsoleFilter other) {
      return frame.href(PATH + other.toQuery());
    }

    /** What the list says of itself. */
    String summary() {
      if (problem != null) {
        return problem;
      }
      if (total <= keys.size()) {
        return ConsoleTime.count(total, "key");
      }
      long first = (filter.page() - 1L) * ConsoleFilter.SIZE + 1;
      return "%s to %s of %s"
          .formatted(
              ConsoleTime.number(first),
              ConsoleTime.number(first + keys.size() - 1),
              ConsoleTime.count(total, "key"));
    }
  }

  /** What the question before deleting many keys needs. */
  record BulkPage(ConsoleFrame frame, List<AuthToken> keys, String back, @Nullable String problem) {
    /** What is to be typed. */
    String phrase() {
      return phraseOf(keys.size());
    }
  }

  private static String phraseOf(int keys) {
    return "delete " + ConsoleTime.count(keys, "key");
  }

  static ConsoleAnswer list(ConsoleVisit visit) {
    ConsoleFilter filter = ConsoleFilter.of(visit);
    KeyDesk desk = visit.keys();
    try {
      Page<AuthToken> page = desk.list(filter.query(desk));
      if (page.items().isEmpty() && page.total() > 0) {
        int last = (int) ((page.total() + ConsoleFilter.SIZE - 1) / ConsoleFilter.SIZE);
        filter = filter.onPage(last);
        page = desk.list(filter.query(desk));
      }
      return shown(visit, filter, page, null);
    } catch (IllegalArgumentException e) {
      String sentence = "Nothing was looked for: " + e.getMessage() + ".";
      return shown(visit, filter, new Page<>(List.of(), 0), sentence);
    }
  }

  private static ConsoleAnswer shown(
      ConsoleVisit visit, ConsoleFilter filter, Page<AuthToken> page, @Nullable String problem) {
    List<AuthToken> keys = page.items().stream().map(AuthToken::redacted).toList();
    return ConsoleAnswer.shown(
        "fleet", new FleetPage(visit.frame("API keys", PATH), filter, keys, page.total(), problem));
  }

  /** Switches a key to what is asked for, and goes back to where that was. */
  static ConsoleAnswer turn(ConsoleVisit visit, UUID id) {
    KeyDesk desk = visit.keys();
    boolean on = visit.text("to").equals("on");
    Result<AuthToken> result =
        on ? desk.activate(id, OptionalLong.empty()) : desk.deactivate(id, OptionalLong.empty());
    return result.fold(
        key ->
            visit.done(
                backOf(visit).orElse(PATH + "/" + id),
                "“%s” is switched %s.".formatted(key.name(), on ? "on" : "off")),
        ConsoleAnswer::failed);
  }

  /** Does the same to all that are ticked. */
  static ConsoleAnswer bulk(ConsoleVisit visit) {
    String back = backOf(visit).orElse(PATH);
    List<UUID> ids =
        visit.all("id").stream().flatMap(it -> Ids.uuid(it).stream()).distinct().toList();
    Optional<BulkAction> action = actionOf(visit.text("action"));
    if (action.isEmpty() || ids.size() > TokenQuery.MAX_SIZE) {
      return visit.undone(back, "Choose what to do, with at most 500 keys at once.");
    }
    if (ids.isEmpty()) {
      return visit.undone(back, "No key is ticked: tick those that are meant first.");
    }
    if (action.get() == BulkAction.DELETE && !visit.text("confirm").equals(phraseOf(ids.size()))) {
      return question(visit, ids, back);
    }
    return visit.done(back, sentence(action.get(), visit.keys().bulk(action.get(), ids)));
  }

  private static ConsoleAnswer question(ConsoleVisit visit, List<UUID> ids, String back) {
    KeyDesk desk = visit.keys();
    List<AuthToken> keys =
        ids.stream().flatMap(id -> desk.find(id).stream()).map(AuthToken::redacted).toList();
    String problem =
        visit.given("confirm").isPresent() ? "That is not what was to be typed." : null;
    String rest = back.substring(PATH.length());
    return ConsoleAnswer.shown(
        "bulkDelete", new BulkPage(visit.frame("Delete keys", PATH), keys, rest, problem));
  }

  private static Optional<BulkAction> actionOf(String name) {
    return switch (name) {
      case "on" -> Optional.of(BulkAction.ACTIVATE);
      case "off" -> Optional.of(BulkAction.DEACTIVATE);
      case "delete" -> Optional.of(BulkAction.DELETE);
      default -> Optional.empty();
    };
  }

  private static String sentence(BulkAction action, BulkResult result) {
    String done =
        switch (action) {
          case ACTIVATE -> "switched on";
          case DEACTIVATE -> "switched off";
          case DELETE -> "deleted";
        };
    StringBuilder sentence = new StringBuilder(ConsoleTime.count(result.changed().size(), "key"));
    sentence.append(' ').append(done).append('.');
    if (!result.unchanged().isEmpty()) {
      sentence
          .append(' ')
          .append(ConsoleTime.count(result.unchanged().size(), "key"))
          .append(" had been ")
          .append(done)
          .append(" before.");
    }
    if (!result.absent().isEmpty()) {
      sentence
          .append(' ')
          .append(ConsoleTime.count(result.absent().size(), "key"))
          .append(" could not be found.");
    }
    return sentence.toString();
  }

  /** The list as it was, from where something was done; nowhere else can it send anybody. */
  private static Optional<String> backOf(ConsoleVisit visit) {
    String back = visit.text("back");
    if (back.equals("list")) {
      return Optional.of(PATH);
    }
    return QUERY.matcher(back).matches() ? Optional.of(PATH + back) : Optional.empty();
  }
}

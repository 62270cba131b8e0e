package dev.sallyport.auth.admin;

import dev.sallyport.auth.KeyWithState;
import dev.sallyport.auth.spi.KeyFilter;
import dev.sallyport.auth.spi.Page;
import dev.sallyport.auth.token.AuthToken;
import dev.sallyport.auth.token.OutOfBoundsException;
import dev.sallyport.auth.token.Owner;
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

  /** Of the longest texts of a {@link ConsoleFilter}, nine characters for each one of them. */
  private static final int MAX_QUERY = 9 * (KeyFilter.MAX_TEXT + Owner.MAX_USERNAME) + 1000;

  private static final Pattern QUERY =
      Pattern.compile("\\?[A-Za-z0-9=&%+._*~-]{1," + MAX_QUERY + "}");
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
      List<KeyWithState> keys,
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

    /** Whether there is any key to tick. */
    boolean mayChangeAny() {
      return keys.stream().anyMatch(it -> frame.mayChangeKeysOf(it.key().owner()));
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

  static ConsoleAnswer list(ConsoleVisit visit) {
    ConsoleFilter filter = ConsoleFilter.of(visit);
    KeyDesk desk = visit.keys();
    try {
      Page<KeyWithState> page = desk.listWithStates(filter.query(desk));
      if (page.items().isEmpty() && page.total() > 0) {
        int last = (int) ((page.total() + ConsoleFilter.SIZE - 1) / ConsoleFilter.SIZE);
        filter = filter.onPage(last);
        page = desk.listWithStates(filter.query(desk));
      }
      return shown(visit, filter, page, null);
    } catch (OutOfBoundsException e) {
      String sentence = "Nothing was looked for: " + e.getMessage() + ".";
      return shown(visit, filter, new Page<>(List.of(), 0), sentence);
    }
  }

  private static ConsoleAnswer shown(
      ConsoleVisit visit, ConsoleFilter filter, Page<KeyWithState> page, @Nullable String problem) {
    List<KeyWithState> keys = page.items().stream().map(KeyWithState::redacted).toList();
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
                backOf(visit).orElse(ConsoleKey.pathOf(id)),
                "“%s” is switched %s.".formatted(key.name(), on ? "on" : "off")),
        ConsoleAnswer::failed);
  }

  /** The list as it was, from where something was done; nowhere else can it send anybody. */
  static Optional<String> backOf(ConsoleVisit visit) {
    String back = visit.text("back");
    if (back.equals("list")) {
      return Optional.of(PATH);
    }
    return QUERY.matcher(back).matches() ? Optional.of(PATH + back) : Optional.empty();
  }
}

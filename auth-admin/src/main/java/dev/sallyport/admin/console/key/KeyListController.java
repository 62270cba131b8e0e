package dev.sallyport.admin.console.key;

import dev.sallyport.admin.console.page.ConsoleRequest;
import dev.sallyport.admin.console.page.ConsoleResponse;
import dev.sallyport.admin.console.page.PageLayout;
import dev.sallyport.admin.service.AdminKeyService;
import dev.sallyport.admin.service.TimeFormat;
import dev.sallyport.key.InvalidValueException;
import dev.sallyport.key.Owner;
import dev.sallyport.key.Page;
import dev.sallyport.management.KeyWithState;
import dev.sallyport.spi.ApiKeyFilter;
import dev.sallyport.spi.ApiKeyQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Controller of the list of keys. */
public final class KeyListController {
  public static final String PATH = "/keys";

  /** Length of a query with the longest texts of a {@link KeyListFilter}, nine per character. */
  private static final int MAX_QUERY = 9 * (ApiKeyFilter.MAX_TEXT + Owner.MAX_USER_ID) + 1000;

  private static final Pattern QUERY =
      Pattern.compile("\\?[A-Za-z0-9=&%+._*~-]{1," + MAX_QUERY + "}");
  private static final int NEIGHBOURS = 2;

  private KeyListController() {}

  /**
   * Model of the list.
   *
   * @param keys keys without their secrets
   * @param total number of keys on all pages, see {@link ApiKeyQuery#MAX_COUNTED}
   * @param problem why the search is invalid; null if it is valid
   */
  public record KeyListView(
      PageLayout layout,
      KeyListFilter filter,
      List<KeyWithState> keys,
      long total,
      @Nullable String problem) {
    /** Returns the number of pages, as far as their keys are counted, at least 1. */
    public int pages() {
      return (int) Math.max(1, (total + KeyListFilter.SIZE - 1) / KeyListFilter.SIZE);
    }

    private boolean isCounted() {
      return total <= ApiKeyQuery.MAX_COUNTED;
    }

    /** Returns whether another page may follow. */
    public boolean hasNext() {
      return isCounted() ? filter.page() < pages() : keys.size() == KeyListFilter.SIZE;
    }

    /** Returns the linked pages: first, last, and some near the current one; 0 means a gap. */
    public List<Integer> offeredPages() {
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
      if (!isCounted()) {
        offered.add(0);
      }
      return offered;
    }

    /** Returns whether the user may change any listed key. */
    public boolean mayChangeAny() {
      return keys.stream().anyMatch(it -> layout.mayChangeKeysOf(it.key().owner()));
    }

    /** Returns whether any of the keys can be activated or, if active, deactivated. */
    public boolean hasSwitchable(boolean active) {
      return keys.stream()
          .anyMatch(it -> it.key().active() == active && StateBadge.isSwitchable(it));
    }

    /** Returns whether the listed keys belong to several accounts. */
    public boolean hasSeveralAccounts() {
      return keys.stream().map(it -> it.key().owner().accountId()).distinct().count() > 1;
    }

    /** Returns the URL of the file with the matching keys. */
    public String export() {
      return layout.href(KeyExport.PATH + filter.onPage(1).toQuery());
    }

    /** Returns whether the file has the first keys only. */
    public boolean isExportPartial() {
      return !isCounted();
    }

    /** Returns the URL of the list with another filter. */
    public String href(KeyListFilter other) {
      return layout.href(PATH + other.toQuery());
    }

    /** Returns the number of keys, or the error of the search. */
    public String summary() {
      if (problem != null) {
        return problem;
      }
      if (total <= keys.size()) {
        return TimeFormat.count(total, "key");
      }
      long first = (filter.page() - 1L) * KeyListFilter.SIZE + 1;
      return "%s to %s of %s"
          .formatted(
              TimeFormat.number(first),
              TimeFormat.number(first + keys.size() - 1),
              TimeFormat.total(total, "key"));
    }
  }

  /** Shows the matching keys. */
  public static ConsoleResponse list(ConsoleRequest request) {
    KeyListFilter filter = KeyListFilter.of(request);
    Optional<ConsoleResponse> denial = KeySearchController.denialOfAddress(request, filter);
    return denial.isPresent() ? denial.get() : list(request, filter);
  }

  private static ConsoleResponse list(ConsoleRequest request, KeyListFilter filter) {
    AdminKeyService service = request.keys();
    try {
      Page<KeyWithState> page = service.listWithStates(filter.query(service));
      if (page.items().isEmpty() && page.total() > 0) {
        boolean isCounted = page.total() <= ApiKeyQuery.MAX_COUNTED;
        long last = isCounted ? (page.total() + KeyListFilter.SIZE - 1) / KeyListFilter.SIZE : 1;
        KeyListFilter shown = filter.onPage((int) last);
        return shown(request, shown, service.listWithStates(shown.query(service)), null);
      }
      return shown(request, filter, page, null);
    } catch (InvalidValueException e) {
      String sentence = "Invalid search: " + e.getMessage() + ".";
      return shown(request, filter, new Page<>(List.of(), 0), sentence);
    }
  }

  private static ConsoleResponse shown(
      ConsoleRequest request,
      KeyListFilter filter,
      Page<KeyWithState> page,
      @Nullable String problem) {
    List<KeyWithState> keys = page.items().stream().map(KeyWithState::redacted).toList();
    return ConsoleResponse.shown(
        "keys",
        new KeyListView(request.layout("API keys", PATH), filter, keys, page.total(), problem));
  }

  /** Returns the field with the query that the form sent; the empty text unless it is valid. */
  static String backFieldOf(ConsoleRequest request) {
    return backOf(request).isPresent() ? request.text("back") : "";
  }

  /** Returns the list with the query that the form sent; empty unless it is a path of the list. */
  public static Optional<String> backOf(ConsoleRequest request) {
    String back = request.text("back");
    if (back.equals("list")) {
      return Optional.of(PATH);
    }
    return QUERY.matcher(back).matches() ? Optional.of(PATH + back) : Optional.empty();
  }
}

package dev.sallyport.admin.console.key;

import dev.sallyport.admin.console.page.ConsoleRequest;
import dev.sallyport.admin.console.page.ConsoleResponse;
import dev.sallyport.spi.ApiKeyFilter;
import dev.sallyport.spi.OwnerQuery;
import java.util.List;
import java.util.Optional;

/** Controller of the search form of the list of keys; see {@link TokenSearch}. */
public final class KeySearchController {
  public static final String PATH = KeyListController.PATH + "/find";

  private KeySearchController() {}

  /** Finds the key of a token, or redirects to the list. */
  public static ConsoleResponse find(ConsoleRequest request) {
    KeyListFilter filter = KeyListFilter.of(request);
    return search(request)
        .ofForm(texts(request, filter))
        .or(() -> denialOfLength(request, filter))
        .orElseGet(() -> new ConsoleResponse.SeeOther(KeyListController.PATH + filter.toQuery()));
  }

  /** Returns why a filter must not be in the address. */
  static Optional<ConsoleResponse> denialOfAddress(ConsoleRequest request, KeyListFilter filter) {
    return search(request)
        .ofAddress(texts(request, filter))
        .or(() -> denialOfLength(request, filter));
  }

  private static TokenSearch search(ConsoleRequest request) {
    return new TokenSearch(request, KeyListController.PATH);
  }

  private static List<TokenSearch.Text> texts(ConsoleRequest request, KeyListFilter filter) {
    return filter.texts().stream()
        .map(it -> new TokenSearch.Text(it.getKey(), () -> isKnown(request, it.getValue())))
        .toList();
  }

  /** Returns whether the only text of a filter is of a key, or the id of a user or its account. */
  private static boolean isKnown(ConsoleRequest request, KeyListFilter only) {
    boolean isOfOwner = !only.user().isEmpty() || !only.account().isEmpty();
    return isOfAnyKey(request, only) || (isOfOwner && isOwner(request, only));
  }

  private static boolean isOwner(ConsoleRequest request, KeyListFilter only) {
    OwnerQuery query =
        new OwnerQuery(
            null,
            only.account().isEmpty() ? null : only.account(),
            only.user().isEmpty() ? null : only.user(),
            0,
            1);
    return request.owners().users(query).fold(page -> !page.items().isEmpty(), why -> false);
  }

  private static boolean isOfAnyKey(ConsoleRequest request, KeyListFilter filter) {
    return !request.keys().list(filter.query(request.keys()).page(0, 1)).items().isEmpty();
  }

  /** Responds to a text that is too long to be matched, without showing it. */
  private static Optional<ConsoleResponse> denialOfLength(
      ConsoleRequest request, KeyListFilter filter) {
    return filter.text().length() <= ApiKeyFilter.MAX_TEXT
        ? Optional.empty()
        : Optional.of(
            request.notDone(
                KeyListController.PATH,
                "Invalid search: the text must have at most "
                    + ApiKeyFilter.MAX_TEXT
                    + " characters, unless it contains a token."));
  }
}

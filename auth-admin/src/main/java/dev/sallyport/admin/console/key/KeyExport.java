package dev.sallyport.admin.console.key;

import dev.sallyport.admin.console.page.ConsoleRequest;
import dev.sallyport.admin.console.page.ConsoleResponse;
import dev.sallyport.admin.console.page.CsvTable;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.InvalidValueException;
import dev.sallyport.management.KeyWithState;
import dev.sallyport.spi.ApiKeyQuery;
import dev.sallyport.spi.ApiKeySort;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Controller of the file with the keys that match a filter. */
public final class KeyExport {
  public static final String PATH = KeyListController.PATH + "/export";

  /** Maximum number of keys in the file. */
  private static final int MAX_KEYS = ApiKeyQuery.MAX_COUNTED;

  /** Order in which keys that are created meanwhile move no key to another page. */
  private static final ApiKeySort OLDEST_FIRST = ApiKeySort.ascending(ApiKeySort.By.CREATED);

  private KeyExport() {}

  /** Returns the file. */
  public static ConsoleResponse export(ConsoleRequest request) {
    KeyListFilter filter = KeyListFilter.of(request);
    return KeySearchController.denialOfAddress(request, filter)
        .orElseGet(() -> file(request, filter));
  }

  private static ConsoleResponse file(ConsoleRequest request, KeyListFilter filter) {
    CsvTable table =
        new CsvTable(
            "id",
            "hint",
            "name",
            "description",
            "account",
            "user",
            "state",
            "scopes",
            "networks",
            "tags",
            "created",
            "last used",
            "expires");
    try {
      ApiKeyQuery query = filter.query(request.keys()).sorted(OLDEST_FIRST);
      if (!request.isHead()) {
        addRows(request, query, table);
      }
    } catch (InvalidValueException e) {
      return KeyListController.list(request);
    }
    return new ConsoleResponse.Download("api-keys.csv", table);
  }

  private static void addRows(ConsoleRequest request, ApiKeyQuery query, CsvTable table) {
    Set<UUID> written = new HashSet<>();
    for (int page = 0; page < MAX_KEYS / ApiKeyQuery.MAX_SIZE; page++) {
      List<KeyWithState> keys =
          request.keys().listWithStates(query.page(page, ApiKeyQuery.MAX_SIZE)).items();
      keys.stream().filter(it -> written.add(it.key().id())).forEach(it -> table.add(row(it)));
      if (keys.size() < ApiKeyQuery.MAX_SIZE) {
        return;
      }
    }
  }

  private static List<String> row(KeyWithState stated) {
    ApiKey key = stated.key();
    return List.of(
        key.id().toString(),
        key.hint(),
        key.name(),
        key.description(),
        key.owner().accountId(),
        key.owner().userId(),
        stated.state().word(),
        String.join(" ", key.scopes()),
        key.networks().stream().map(Object::toString).collect(Collectors.joining(" ")),
        String.join(" ", key.tags()),
        text(key.createdAt()),
        text(key.lastUsedAt()),
        text(stated.effectiveEnd()));
  }

  private static String text(@Nullable Instant instant) {
    return instant == null ? "" : instant.toString();
  }
}

package dev.sallyport.cli.server;

import dev.sallyport.admin.api.BulkKeysBody;
import dev.sallyport.admin.api.BulkResultView;
import dev.sallyport.admin.api.KeyView;
import dev.sallyport.cli.client.KeyClient;
import dev.sallyport.cli.client.KeySearch;
import dev.sallyport.cli.context.ProgressReporter;
import dev.sallyport.spi.ApiKeyFilter;
import dev.sallyport.spi.ApiKeyQuery;
import dev.sallyport.spi.ApiKeySort;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * Removes keys that ended long ago through an API that deletes what it is named: page by page,
 * those that ended first at the front.
 *
 * @param age for how long they are over, by the server's clock
 */
record ServerPurge(ApiClient client, KeyClient keys, Duration age) {
  private static final ApiKeyFilter ALL = ApiKeyFilter.ALL;

  int run(ProgressReporter progress) {
    int removed = 0;
    int page = 0;
    while (true) {
      List<UUID> old = keys.list(search(page)).items().stream().map(KeyView::id).toList();
      int gone = old.isEmpty() ? 0 : delete(old);
      removed += gone;
      progress.at(removed);
      if (old.size() < ApiKeyQuery.MAX_SIZE) {
        return removed;
      }
      // Those left to others stay where they are; the next page begins behind a page of them.
      page += gone == 0 ? 1 : 0;
    }
  }

  private KeySearch search(int page) {
    ApiKeySort order = ApiKeySort.ascending(ApiKeySort.By.EXPIRY);
    return new KeySearch(
        ALL, null, null, age, null, null, false, order, page, ApiKeyQuery.MAX_SIZE);
  }

  private int delete(List<UUID> old) {
    BulkKeysBody body = new BulkKeysBody(BulkKeysBody.Action.DELETE, old);
    return client.post(body, "keys", "bulk").read(BulkResultView.class).changed().size();
  }
}

package dev.sallyport.auth.cli;

import dev.sallyport.auth.admin.api.BulkKeysBody;
import dev.sallyport.auth.admin.api.BulkResultView;
import dev.sallyport.auth.admin.api.KeyView;
import dev.sallyport.auth.spi.KeyFilter;
import dev.sallyport.auth.spi.KeyOrder;
import dev.sallyport.auth.spi.TokenQuery;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * Removes keys that ended long ago through an API that deletes what it is named: page by page,
 * those that ended first at the front.
 *
 * @param age for how long they are over, by the server's clock
 */
record ApiPurge(ApiClient client, Keys keys, Duration age) {
  private static final KeyFilter ALL = KeyFilter.ALL;

  int run(Progress progress) {
    int removed = 0;
    int page = 0;
    while (true) {
      List<UUID> old = keys.list(search(page)).items().stream().map(KeyView::id).toList();
      int gone = old.isEmpty() ? 0 : delete(old);
      removed += gone;
      progress.at(removed);
      if (old.size() < TokenQuery.MAX_SIZE) {
        return removed;
      }
      // Those left to others stay where they are; the next page begins behind a page of them.
      page += gone == 0 ? 1 : 0;
    }
  }

  private KeySearch search(int page) {
    KeyOrder order = KeyOrder.ascending(KeyOrder.By.EXPIRY);
    return new KeySearch(ALL, null, null, age, null, null, false, order, page, TokenQuery.MAX_SIZE);
  }

  private int delete(List<UUID> old) {
    BulkKeysBody body = new BulkKeysBody(BulkKeysBody.Action.DELETE, old);
    return client.post(body, "keys", "bulk").read(BulkResultView.class).changed().size();
  }
}

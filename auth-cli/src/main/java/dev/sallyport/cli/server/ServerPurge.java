package dev.sallyport.cli.server;

import dev.sallyport.admin.api.BulkResultView;
import dev.sallyport.admin.api.KeyView;
import dev.sallyport.admin.api.body.BulkKeysBody;
import dev.sallyport.cli.client.KeyClient;
import dev.sallyport.cli.client.KeySearch;
import dev.sallyport.cli.context.ProgressReporter;
import dev.sallyport.spi.ApiKeyQuery;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * Purge of expired keys through the management API: deletes page by page, the keys that expired
 * first come first.
 *
 * @param client the client of the management API
 * @param keys the client for keys
 * @param age the minimum time since expiry, by the server's clock
 */
record ServerPurge(ApiClient client, KeyClient keys, Duration age) {
  int run(ProgressReporter progress) {
    int deleted = 0;
    int page = 0;
    while (true) {
      List<UUID> old =
          keys.list(KeySearch.ofExpired(age, page)).items().stream().map(KeyView::id).toList();
      int count = old.isEmpty() ? 0 : delete(old);
      deleted += count;
      progress.update(deleted);
      if (old.size() < ApiKeyQuery.MAX_SIZE) {
        return deleted;
      }
      // Keys that may not be deleted stay listed; skip a page that consists only of them.
      page += count == 0 ? 1 : 0;
    }
  }

  private int delete(List<UUID> old) {
    BulkKeysBody body = new BulkKeysBody(BulkKeysBody.Action.DELETE, old);
    return client.post(body, "keys", "bulk").read(BulkResultView.class).changed().size();
  }
}

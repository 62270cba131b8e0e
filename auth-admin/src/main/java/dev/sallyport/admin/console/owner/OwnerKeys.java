package dev.sallyport.admin.console.owner;

import dev.sallyport.admin.console.page.ConsoleRequest;
import dev.sallyport.admin.service.AdminKeyService;
import dev.sallyport.admin.service.KeyListParameters;
import dev.sallyport.admin.service.TimeFormat;
import dev.sallyport.key.EffectiveState;
import dev.sallyport.key.Page;
import dev.sallyport.management.KeyWithState;
import dev.sallyport.spi.ApiKeyFilter;
import dev.sallyport.spi.ApiKeyQuery;
import dev.sallyport.spi.ApiKeySort;
import dev.sallyport.spi.ApiKeySort.By;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keys of a user or an account.
 *
 * @param latest the latest used ones, without their secrets
 * @param total number of all, see {@link ApiKeyQuery#MAX_COUNTED}
 */
public record OwnerKeys(List<KeyWithState> latest, long total) {
  private static final int SHOWN = 10;

  /** Returns all keys of an account, or of one of its users. */
  static OwnerKeys all(ConsoleRequest request, String accountId, @Nullable String userId) {
    return of(request.keys(), ApiKeyFilter.ALL, accountId, userId);
  }

  /** Returns the keys that deactivating the user or account would stop. */
  static OwnerKeys active(ConsoleRequest request, String accountId, @Nullable String userId) {
    ApiKeyFilter active =
        request.keys().conditions(KeyListParameters.SOON).in(EffectiveState.ACTIVE);
    return of(request.keys(), active, accountId, userId);
  }

  /** Returns how many more than the latest there are. */
  public String others() {
    return total > ApiKeyQuery.MAX_COUNTED ? "many" : TimeFormat.number(total - latest.size());
  }

  private static OwnerKeys of(
      AdminKeyService service, ApiKeyFilter filter, String accountId, @Nullable String userId) {
    ApiKeyFilter ofOwner =
        filter.with(ApiKeyFilter.ACCOUNT, accountId).with(ApiKeyFilter.USER, userId);
    ApiKeyQuery query = new ApiKeyQuery(ofOwner, ApiKeySort.descending(By.LAST_USED), 0, SHOWN);
    Page<KeyWithState> page = service.listWithStates(query);
    return new OwnerKeys(page.items().stream().map(KeyWithState::redacted).toList(), page.total());
  }
}

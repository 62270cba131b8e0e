package dev.sallyport.management;

import dev.sallyport.key.ApiKey;
import java.util.List;
import java.util.UUID;

/**
 * What became of many keys, each list in the order in which they were named.
 *
 * @param changed what is stored now or, if they were deleted, was stored last
 * @param unchanged what was as it should be already, or is not the caller's to change so
 * @param absent ids of no key, or of one that the caller does not see: which of both is not told
 */
public record BulkResult(List<ApiKey> changed, List<ApiKey> unchanged, List<UUID> absent) {
  public BulkResult {
    changed = List.copyOf(changed);
    unchanged = List.copyOf(unchanged);
    absent = List.copyOf(absent);
  }
}

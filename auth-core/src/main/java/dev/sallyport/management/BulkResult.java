package dev.sallyport.management;

import dev.sallyport.key.ApiKey;
import java.util.List;
import java.util.UUID;

/**
 * Result of an action on many keys. Each list is in the order of the request.
 *
 * <pre>{@code
 * int deactivated = result.changed().size();
 * }</pre>
 *
 * @param changed changed keys, as stored now or, if deleted, as stored last
 * @param unchanged keys that already had the requested state, or that the caller may not change
 * @param absent ids of keys that do not exist or are not visible to the caller; the result does not
 *     distinguish the two
 * @since 0.1.0
 */
public record BulkResult(List<ApiKey> changed, List<ApiKey> unchanged, List<UUID> absent) {
  public BulkResult {
    changed = List.copyOf(changed);
    unchanged = List.copyOf(unchanged);
    absent = List.copyOf(absent);
  }
}

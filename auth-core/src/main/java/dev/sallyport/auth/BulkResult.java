package dev.sallyport.auth;

import dev.sallyport.auth.token.AuthToken;
import java.util.List;
import java.util.UUID;

/**
 * What became of many keys, each list in the order in which they were named.
 *
 * @param changed what is stored now or, if they were deleted, was stored last
 * @param unchanged what was as it should be already
 * @param absent ids of no key, or of one of another account: which of both is not told
 */
public record BulkResult(List<AuthToken> changed, List<AuthToken> unchanged, List<UUID> absent) {
  public BulkResult {
    changed = List.copyOf(changed);
    unchanged = List.copyOf(unchanged);
    absent = List.copyOf(absent);
  }
}

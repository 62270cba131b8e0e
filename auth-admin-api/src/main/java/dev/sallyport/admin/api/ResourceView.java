package dev.sallyport.admin.api;

import dev.sallyport.authorization.Resource;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Resource.
 *
 * @param groupIds ids of the key groups of which requests require one, sorted; empty if no specific
 *     key is required
 * @since 0.1.0
 */
public record ResourceView(String type, String name, String accountId, List<UUID> groupIds) {
  /** Returns the view of a resource. */
  public static ResourceView of(Resource resource) {
    return new ResourceView(
        resource.id().type(),
        resource.id().name(),
        resource.accountId(),
        List.copyOf(new TreeSet<>(resource.boundGroups())));
  }
}

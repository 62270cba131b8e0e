package dev.sallyport.authorization;

import dev.sallyport.key.ApiKey;
import dev.sallyport.key.Owner;
import java.util.Set;
import java.util.UUID;

/**
 * Resource of an account, to which requests can be restricted.
 *
 * <pre>{@code
 * Resource open = Resource.unbound(new ResourceId("llm-client", "chat"), "acme");
 * }</pre>
 *
 * @param id id of the resource
 * @param accountId account that owns the resource
 * @param boundGroups group ids ({@link ApiKey#groupId()}) of the keys that are bound to the
 *     resource; the request must use one of them. While there are any, all other keys are denied,
 *     even if all bound keys are inactive or deleted
 * @since 0.1.0
 */
public record Resource(ResourceId id, String accountId, Set<UUID> boundGroups) {
  public Resource {
    Owner.requireAccountId(accountId);
    boundGroups = Set.copyOf(boundGroups);
  }

  /** Returns a resource without bound keys. */
  public static Resource unbound(ResourceId id, String accountId) {
    return new Resource(id, accountId, Set.of());
  }

  /** Returns whether keys are bound to the resource. */
  public boolean isBound() {
    return !boundGroups.isEmpty();
  }

  /** Returns whether only the keys of the given group are bound to the resource. */
  public boolean isBoundOnlyTo(UUID groupId) {
    return boundGroups.equals(Set.of(groupId));
  }
}

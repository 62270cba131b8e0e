package dev.sallyport.authorization;

import dev.sallyport.key.ApiKey;
import dev.sallyport.key.Owner;
import java.util.Set;
import java.util.UUID;

/**
 * Something that belongs to an account and that requests are for.
 *
 * @param accountNumber whose it is
 * @param boundFamilies the families ({@link ApiKey#groupId()}) of the keys of which it requires
 *     one, whatever became of them: while there are any, it is closed to all others, also if all of
 *     these are switched off or gone
 */
public record Resource(ResourceId id, String accountNumber, Set<UUID> boundFamilies) {
  public Resource {
    Owner.requireAccountNumber(accountNumber);
    boundFamilies = Set.copyOf(boundFamilies);
  }

  /** One that requires no certain key. */
  public static Resource unbound(ResourceId id, String accountNumber) {
    return new Resource(id, accountNumber, Set.of());
  }

  /** Whether it requires one of certain keys. */
  public boolean isBound() {
    return !boundFamilies.isEmpty();
  }

  /** Whether keys of this family, and of no other, are what it requires. */
  public boolean isBoundOnlyTo(UUID groupId) {
    return boundFamilies.equals(Set.of(groupId));
  }
}

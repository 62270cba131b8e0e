package dev.sallyport.memory;

import static java.util.Comparator.comparing;

import dev.sallyport.audit.AuditRecord;
import dev.sallyport.authorization.Resource;
import dev.sallyport.authorization.ResourceId;
import dev.sallyport.spi.ResourceRegistry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Registry of resources in memory, for tests and trials. Thread-safe. */
final class InMemoryResourceRegistry implements ResourceRegistry {
  private final InMemoryAuditLog audit;
  private final Map<ResourceId, Resource> resources = new HashMap<>();

  InMemoryResourceRegistry(InMemoryAuditLog audit) {
    this.audit = audit;
  }

  @Override
  public synchronized Optional<Resource> find(ResourceId id) {
    return Optional.ofNullable(resources.get(id));
  }

  @Override
  public synchronized List<Resource> ofAccount(String accountId) {
    return resources.values().stream()
        .filter(it -> it.accountId().equals(accountId))
        .sorted(comparing(Resource::id))
        .toList();
  }

  @Override
  public synchronized boolean insert(Resource resource, List<AuditRecord> records) {
    return recorded(resources.putIfAbsent(resource.id(), resource) == null, records);
  }

  @Override
  public synchronized boolean delete(ResourceId id, List<AuditRecord> records) {
    return recorded(resources.remove(id) != null, records);
  }

  @Override
  public synchronized boolean bind(ResourceId id, UUID groupId, List<AuditRecord> records) {
    Set<UUID> groupIds = groupIds(id);
    return recorded(groupIds.add(groupId) && replace(id, groupIds), records);
  }

  @Override
  public synchronized Unbinding unbind(
      ResourceId id, UUID groupId, LastGroup last, List<AuditRecord> records) {
    Set<UUID> groupIds = groupIds(id);
    if (!groupIds.remove(groupId)) {
      return Unbinding.NOT_BOUND;
    }
    if (groupIds.isEmpty() && last == LastGroup.KEEP) {
      return Unbinding.WOULD_OPEN;
    }
    recorded(replace(id, groupIds), records);
    return Unbinding.DONE;
  }

  private Set<UUID> groupIds(ResourceId id) {
    return new HashSet<>(find(id).map(Resource::boundGroups).orElse(Set.of()));
  }

  private boolean replace(ResourceId id, Set<UUID> groupIds) {
    return resources.computeIfPresent(
            id, (same, old) -> new Resource(id, old.accountId(), groupIds))
        != null;
  }

  private boolean recorded(boolean done, List<AuditRecord> records) {
    if (done) {
      audit.append(records);
    }
    return done;
  }
}

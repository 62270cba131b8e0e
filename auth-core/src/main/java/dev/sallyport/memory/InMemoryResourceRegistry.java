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
    return audit.appendIf(resources.putIfAbsent(resource.id(), resource) == null, records);
  }

  @Override
  public synchronized boolean delete(String accountId, ResourceId id, List<AuditRecord> records) {
    return audit.appendIf(find(accountId, id).map(it -> resources.remove(id)).isPresent(), records);
  }

  @Override
  public synchronized boolean bind(
      String accountId, ResourceId id, UUID groupId, List<AuditRecord> records) {
    Set<UUID> groupIds = groupIds(accountId, id);
    return audit.appendIf(groupIds.add(groupId) && replace(accountId, id, groupIds), records);
  }

  @Override
  public synchronized Unbinding unbind(
      String accountId, ResourceId id, UUID groupId, LastGroup last, List<AuditRecord> records) {
    Set<UUID> groupIds = groupIds(accountId, id);
    if (!groupIds.remove(groupId)) {
      return Unbinding.NOT_BOUND;
    }
    if (groupIds.isEmpty() && last == LastGroup.KEEP) {
      return Unbinding.WOULD_OPEN;
    }
    audit.appendIf(replace(accountId, id, groupIds), records);
    return Unbinding.DONE;
  }

  private Set<UUID> groupIds(String accountId, ResourceId id) {
    return new HashSet<>(find(accountId, id).map(Resource::boundGroups).orElse(Set.of()));
  }

  private boolean replace(String accountId, ResourceId id, Set<UUID> groupIds) {
    Resource changed = new Resource(id, accountId, groupIds);
    return find(accountId, id).map(old -> resources.put(id, changed)).isPresent();
  }

  private Optional<Resource> find(String accountId, ResourceId id) {
    return find(id).filter(it -> it.accountId().equals(accountId));
  }
}

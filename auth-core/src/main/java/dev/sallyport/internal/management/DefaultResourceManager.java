package dev.sallyport.internal.management;

import dev.sallyport.audit.AuditContext;
import dev.sallyport.audit.AuditRecord;
import dev.sallyport.authorization.Resource;
import dev.sallyport.authorization.ResourceId;
import dev.sallyport.event.Event;
import dev.sallyport.internal.change.InvalidationPublisher;
import dev.sallyport.internal.event.EventPublisher;
import dev.sallyport.key.ApiKey;
import dev.sallyport.management.ResourceManager;
import dev.sallyport.spi.Invalidation;
import dev.sallyport.spi.KeyRepository;
import dev.sallyport.spi.ResourceRegistry;
import dev.sallyport.spi.ResourceRegistry.LastGroup;
import dev.sallyport.spi.ResourceRegistry.Unbinding;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Implementation of {@link ResourceManager} over a store. */
public record DefaultResourceManager(
    ResourceRegistry registry,
    KeyRepository keys,
    InvalidationPublisher invalidations,
    EventPublisher events,
    Clock clock,
    AuditContext context)
    implements ResourceManager {
  @Override
  public DefaultResourceManager as(AuditContext context) {
    return new DefaultResourceManager(registry, keys, invalidations, events, clock, context);
  }

  @Override
  public Optional<Resource> find(String accountId, ResourceId id) {
    return registry.find(id).filter(it -> it.accountId().equals(accountId));
  }

  @Override
  public Optional<Resource> find(ResourceId id) {
    return registry.find(id);
  }

  @Override
  public List<Resource> ofAccount(String accountId) {
    return registry.ofAccount(accountId);
  }

  @Override
  public boolean create(String accountId, ResourceId id) {
    return create(accountId, id, List.of()) == Creation.DONE;
  }

  @Override
  public Creation create(String accountId, ResourceId id, Collection<UUID> keyIds) {
    Set<UUID> distinct = new LinkedHashSet<>(keyIds);
    List<ApiKey> bound =
        keys.findByIds(distinct).stream()
            .filter(key -> key.owner().accountId().equals(accountId))
            .toList();
    if (bound.size() < distinct.size()) {
      return Creation.NO_SUCH_KEY;
    }
    AuditRecord created = record("resource.created", id, "", "account=" + accountId);
    Stream<AuditRecord> bindings =
        bound.stream()
            .map(
                key ->
                    record("resource.key-bound", id, "", text(accountId, key.groupId(), key.id())));
    List<AuditRecord> records = Stream.concat(Stream.of(created), bindings).toList();
    Set<UUID> groupIds = bound.stream().map(ApiKey::groupId).collect(Collectors.toSet());
    Resource resource = new Resource(id, accountId, groupIds);
    return changed(id, created, true, () -> registry.insert(resource, records))
        ? Creation.DONE
        : Creation.NAME_TAKEN;
  }

  @Override
  public boolean delete(String accountId, ResourceId id) {
    if (find(accountId, id).isEmpty()) {
      return false;
    }
    AuditRecord record = record("resource.deleted", id, "account=" + accountId, "");
    return changed(id, record, true, () -> registry.delete(accountId, id, List.of(record)));
  }

  @Override
  public BindResult bind(String accountId, ResourceId id, UUID keyId) {
    return change(
        accountId,
        id,
        keyId,
        key -> {
          AuditRecord record =
              record("resource.key-bound", id, "", text(accountId, key.groupId(), keyId));
          return changed(
                  id,
                  record,
                  true,
                  () -> registry.bind(accountId, id, key.groupId(), List.of(record)))
              ? BindResult.DONE
              : BindResult.NO_CHANGE;
        });
  }

  @Override
  public BindResult unbind(String accountId, ResourceId id, UUID keyId) {
    return unbind(accountId, id, keyId, LastGroup.UNBIND);
  }

  @Override
  public BindResult unbindUnlessLast(String accountId, ResourceId id, UUID keyId) {
    return unbind(accountId, id, keyId, LastGroup.KEEP);
  }

  private BindResult unbind(String accountId, ResourceId id, UUID keyId, LastGroup last) {
    boolean isGroup =
        find(accountId, id).filter(it -> it.boundGroups().contains(keyId)).isPresent();
    return isGroup
        ? unbindGroup(accountId, id, keyId, keyId, last)
        : change(
            accountId, id, keyId, key -> unbindGroup(accountId, id, key.groupId(), keyId, last));
  }

  private BindResult unbindGroup(
      String accountId, ResourceId id, UUID groupId, UUID keyId, LastGroup last) {
    String before = text(accountId, groupId, keyId);
    AuditRecord record = record("resource.key-unbound", id, before, "");
    Unbinding unbinding =
        changed(
            id,
            record,
            Unbinding.DONE,
            () -> registry.unbind(accountId, id, groupId, last, List.of(record)));
    return switch (unbinding) {
      case DONE -> BindResult.DONE;
      case NOT_BOUND -> BindResult.NO_CHANGE;
      case WOULD_OPEN -> BindResult.WOULD_OPEN;
    };
  }

  /**
   * Unbinds keys that are about to be deleted, except the last of a resource, which would become
   * open.
   */
  void unbindUnlessLast(String accountId, Set<UUID> groupIds) {
    for (Resource resource : registry.ofAccount(accountId)) {
      resource.boundGroups().stream()
          .filter(groupIds::contains)
          .forEach(it -> unbindGroup(accountId, resource.id(), it, it, LastGroup.KEEP));
    }
  }

  private BindResult change(
      String accountId, ResourceId id, UUID keyId, Function<ApiKey, BindResult> work) {
    if (find(accountId, id).isEmpty()) {
      return BindResult.NO_SUCH_RESOURCE;
    }
    Optional<ApiKey> key =
        keys.findById(keyId).filter(it -> it.owner().accountId().equals(accountId));
    if (key.isEmpty()) {
      return BindResult.NO_SUCH_KEY;
    }
    return work.apply(key.get());
  }

  private <T> T changed(ResourceId id, AuditRecord record, T done, Supplier<T> change) {
    T result;
    try {
      result = change.get();
    } finally { // also after a failure: the change may have been stored
      invalidations.publish(new Invalidation.OfResource(id));
    }
    if (result.equals(done) && events.hasListeners()) {
      events.publishCommitted(new Event.ResourceChanged(record.at(), record.action(), id, context));
    }
    return result;
  }

  private AuditRecord record(String action, ResourceId id, String before, String after) {
    return AuditRecord.of(clock.instant(), action, "resource:" + id, context, before, after);
  }

  /**
   * Includes the account, because the name of a deleted resource can be reused by another account.
   */
  private static String text(String accountId, UUID groupId, UUID keyId) {
    return "account=%s\ngroup=%s\nkey=%s".formatted(accountId, groupId, keyId);
  }
}

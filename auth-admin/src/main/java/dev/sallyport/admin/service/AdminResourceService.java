package dev.sallyport.admin.service;

import static java.util.stream.Collectors.toCollection;

import dev.sallyport.Sallyport;
import dev.sallyport.authorization.Resource;
import dev.sallyport.authorization.ResourceId;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.Page;
import dev.sallyport.management.ResourceManager;
import dev.sallyport.management.ResourceManager.BindResult;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Resources and their bindings as visible to an administrator, and changes of them. Administrators
 * who are not superusers can bind keys to resources of their own account, but can neither create
 * nor delete resources: a free name may be intended for another account. {@link KeyPermissions}
 * decides which keys may be bound.
 */
public record AdminResourceService(Sallyport sallyport, Administrator administrator) {
  /** Returns all resources of an account; none if the account is not visible. */
  public Result<List<Resource>> ofAccount(String accountId) {
    if (!sallyport.keepsResources()) {
      return Result.declined(Denial.RESOURCES_OF_HOST);
    }
    return Result.done(
        administrator.sees(accountId)
            ? sallyport.resourceManager().ofAccount(accountId)
            : List.of());
  }

  /**
   * Returns a page of the resources of an account, sorted by type and name; an empty page if the
   * account is not visible.
   *
   * @param filter selects the resources that are listed and counted
   * @param page number of the page, from 0
   */
  public Result<Page<Resource>> page(
      String accountId, Predicate<ResourceId> filter, int page, int size) {
    return ofAccount(accountId)
        .fold(
            all -> {
              List<Resource> requested =
                  all.stream().filter(resource -> filter.test(resource.id())).toList();
              List<Resource> items =
                  requested.stream().skip((long) page * size).limit(size).toList();
              return Result.done(new Page<>(items, requested.size()));
            },
            Result::declined);
  }

  /** Returns the resources that require a key or another key of its group. */
  public Result<List<Resource>> requiring(ApiKey key) {
    return ofAccount(key.owner().accountId())
        .fold(
            all ->
                Result.done(
                    all.stream().filter(it -> it.boundGroups().contains(key.groupId())).toList()),
            Result::declined);
  }

  /**
   * Returns the resources that no key can access once these keys are deleted: all groups that they
   * require are groups of these keys, without a direct predecessor or successor that is left.
   */
  public List<Resource> lockedWithout(Collection<ApiKey> keys) {
    Set<UUID> ending = endingWith(keys);
    return keys.stream()
        .map(key -> key.owner().accountId())
        .distinct()
        .flatMap(account -> ofAccount(account).fold(List::stream, why -> Stream.empty()))
        .filter(it -> it.isBound() && ending.containsAll(it.boundGroups()))
        .toList();
  }

  /** Returns the groups without other keys; only direct predecessors and successors are known. */
  private Set<UUID> endingWith(Collection<ApiKey> keys) {
    Set<UUID> next = new HashSet<>();
    for (ApiKey key : keys) {
      Stream<@Nullable UUID> ids =
          Stream.of(key.rotation().predecessorId(), key.rotation().successorId());
      ids.flatMap(Stream::ofNullable).forEach(next::add);
    }
    keys.forEach(key -> next.remove(key.id()));
    Set<UUID> ending = keys.stream().map(ApiKey::groupId).collect(toCollection(HashSet::new));
    sallyport.keys().get(next).forEach(other -> ending.remove(other.groupId()));
    return ending;
  }

  /** Returns a visible resource. */
  public Result<Resource> find(ResourceId id) {
    return sallyport.keepsResources()
        ? Result.of(seen(id))
        : Result.declined(Denial.RESOURCES_OF_HOST);
  }

  /** Creates a resource that requires one of these keys from the start; for superusers. */
  public Result<Resource> create(String accountId, ResourceId id, List<UUID> keyIds) {
    if (!sallyport.keepsResources()) {
      return Result.declined(Denial.RESOURCES_OF_HOST);
    }
    if (!administrator.isSuper()) {
      return Result.declined(Denial.FOR_SUPERUSERS);
    }
    boolean isUnknown =
        sallyport.keepsOwners() && sallyport.ownerManager().account(accountId).isEmpty();
    if (isUnknown) {
      return Result.declined(Denial.NO_SUCH_ACCOUNT);
    }
    Resource planned = Resource.unbound(id, accountId);
    Optional<Denial> denial =
        keyIds.stream().flatMap(key -> denialOfBinding(planned, key).stream()).findFirst();
    if (denial.isPresent()) {
      return Result.declined(denial.get());
    }
    return switch (manager().create(accountId, id, keyIds)) {
      case DONE -> Result.of(seen(id));
      case NAME_TAKEN -> Result.declined(Denial.EXISTS);
      case NO_SUCH_KEY -> Result.declined(Denial.NO_SUCH_KEY);
    };
  }

  /** Deletes a resource with its bindings; for superusers. */
  public Result<Resource> delete(ResourceId id) {
    if (!sallyport.keepsResources()) {
      return Result.declined(Denial.RESOURCES_OF_HOST);
    }
    if (!administrator.isSuper()) {
      return Result.declined(Denial.FOR_SUPERUSERS);
    }
    Optional<Resource> resource = seen(id);
    Optional<Denial> denial = resource.flatMap(rights()::denialOfRemoval);
    if (denial.isPresent()) {
      return Result.declined(denial.get());
    }
    boolean done = resource.isPresent() && manager().delete(resource.get().accountId(), id);
    return done ? Result.of(resource) : Result.declined(Denial.ABSENT);
  }

  /** Binds a key to a resource, in addition to the keys that are bound already. */
  public Result<Resource> bind(ResourceId id, UUID keyId) {
    return changing(id, keyId, this::denialOfBinding, ResourceManager::bind);
  }

  /** Unbinds a key from a resource. */
  public Result<Resource> unbind(ResourceId id, UUID keyId) {
    return changing(
        id,
        keyId,
        this::denialOfUnbinding,
        rights().mayOpenResources() ? ResourceManager::unbind : ResourceManager::unbindUnlessLast);
  }

  private Optional<Denial> denialOfBinding(Resource resource, UUID keyId) {
    return key(resource, keyId).flatMap(key -> rights().denialOfBinding(key, resource));
  }

  private Optional<Denial> denialOfUnbinding(Resource resource, UUID keyId) {
    Optional<ApiKey> key = key(resource, keyId);
    if (key.isPresent()) {
      return rights().denialOfUnbinding(key.get());
    }
    return resource.boundGroups().contains(keyId)
        ? rights().denialOfUnbindingDeleted()
        : Optional.empty(); // the manager reports that there is no such key
  }

  private Optional<ApiKey> key(Resource resource, UUID keyId) {
    return sallyport
        .keys()
        .get(keyId)
        .filter(key -> key.owner().accountId().equals(resource.accountId()));
  }

  private KeyPermissions rights() {
    return new KeyPermissions(sallyport, administrator);
  }

  /** Binds or unbinds a key. */
  @FunctionalInterface
  private interface Change {
    BindResult apply(ResourceManager manager, String accountId, ResourceId id, UUID keyId);
  }

  private Result<Resource> changing(
      ResourceId id,
      UUID keyId,
      BiFunction<Resource, UUID, Optional<Denial>> check,
      Change change) {
    Result<Resource> found = find(id);
    if (!(found instanceof Result.Done<Resource> done)) {
      return found;
    }
    Optional<Denial> denial = check.apply(done.value(), keyId);
    if (denial.isPresent()) {
      return Result.declined(denial.get());
    }
    String account = done.value().accountId();
    return switch (change.apply(manager(), account, id, keyId)) {
      case DONE, NO_CHANGE -> find(id);
      case NO_SUCH_RESOURCE -> Result.declined(Denial.ABSENT);
      case NO_SUCH_KEY -> Result.declined(Denial.NO_SUCH_KEY);
      case WOULD_OPEN -> Result.declined(Denial.RIGHTS_BEYOND_OWN);
    };
  }

  private Optional<Resource> seen(ResourceId id) {
    return sallyport.resourceManager().find(id).filter(it -> administrator.sees(it.accountId()));
  }

  private ResourceManager manager() {
    administrator.requireChange();
    return sallyport.resourceManager().as(administrator.attribution());
  }
}

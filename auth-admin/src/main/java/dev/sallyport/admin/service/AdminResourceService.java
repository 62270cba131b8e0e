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
 * Resources, and which keys they require, as an administrator sees and changes them. Whoever is no
 * superuser binds keys to resources of the own account, but makes and removes none: a name that
 * nobody has yet may be meant for another account. Whom a resource lets in is a right like others:
 * {@link KeyPermissions} tells who gives it. Knows neither HTTP nor pages.
 */
public record AdminResourceService(Sallyport sallyport, Administrator administrator) {
  /** All resources of an account; none if the account is another's. */
  public Result<List<Resource>> ofAccount(String accountNumber) {
    if (!sallyport.keepsResources()) {
      return Result.declined(Denial.RESOURCES_OF_HOST);
    }
    return Result.done(
        administrator.sees(accountNumber) ? sallyport.resourceManager().ofAccount(accountNumber) : List.of());
  }

  /**
   * One page of the resources of an account, by type and name; none of it if the account is
   * another's.
   *
   * @param isWanted which of them count at all
   * @param page number of the page, from 0
   */
  public Result<Page<Resource>> page(
      String accountNumber, Predicate<ResourceId> isWanted, int page, int size) {
    return ofAccount(accountNumber)
        .fold(
            all -> {
              List<Resource> requested =
                  all.stream().filter(resource -> isWanted.test(resource.id())).toList();
              List<Resource> items = requested.stream().skip((long) page * size).limit(size).toList();
              return Result.done(new Page<>(items, requested.size()));
            },
            Result::declined);
  }

  /** The resources that require a key, or one that it succeeds or that succeeds it. */
  public Result<List<Resource>> requiring(ApiKey key) {
    return ofAccount(key.owner().accountNumber())
        .fold(
            all ->
                Result.done(
                    all.stream().filter(it -> it.boundFamilies().contains(key.groupId())).toList()),
            Result::declined);
  }

  /**
   * The resources that nobody gets into once these keys are deleted, as far as their neighbours
   * tell: what they require is all of their families, of which no generation before or after is
   * left.
   */
  public List<Resource> lockedWithout(Collection<ApiKey> keys) {
    Set<UUID> ending = endingWith(keys);
    return keys.stream()
        .map(key -> key.owner().accountNumber())
        .distinct()
        .flatMap(account -> ofAccount(account).fold(List::stream, why -> Stream.empty()))
        .filter(it -> it.isBound() && ending.containsAll(it.boundFamilies()))
        .toList();
  }

  /** The families that have no key before or after these; each knows its next ones only. */
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

  public Result<Resource> find(ResourceId id) {
    return sallyport.keepsResources()
        ? Result.of(seen(id))
        : Result.declined(Denial.RESOURCES_OF_HOST);
  }

  /** Creates a resource, which requires these keys from the start. */
  public Result<Resource> create(String accountNumber, ResourceId id, List<UUID> keyIds) {
    if (!sallyport.keepsResources()) {
      return Result.declined(Denial.RESOURCES_OF_HOST);
    }
    if (!administrator.isSuper()) {
      return Result.declined(Denial.FOR_SUPERUSERS);
    }
    boolean isUnknown =
        sallyport.keepsOwners() && sallyport.ownerManager().account(accountNumber).isEmpty();
    if (isUnknown) {
      return Result.declined(Denial.NO_SUCH_ACCOUNT);
    }
    Resource planned = Resource.unbound(id, accountNumber);
    Optional<Denial> refusal =
        keyIds.stream().flatMap(key -> objectionToBinding(planned, key).stream()).findFirst();
    if (refusal.isPresent()) {
      return Result.declined(refusal.get());
    }
    return switch (manager().create(accountNumber, id, keyIds)) {
      case DONE -> Result.of(seen(id));
      case NAME_TAKEN -> Result.declined(Denial.EXISTS);
      case NO_SUCH_KEY -> Result.declined(Denial.NO_SUCH_KEY);
    };
  }

  public Result<Resource> delete(ResourceId id) {
    if (!sallyport.keepsResources()) {
      return Result.declined(Denial.RESOURCES_OF_HOST);
    }
    if (!administrator.isSuper()) {
      return Result.declined(Denial.FOR_SUPERUSERS);
    }
    Optional<Resource> resource = seen(id);
    Optional<Denial> refusal = resource.flatMap(rights()::objectionToRemoving);
    if (refusal.isPresent()) {
      return Result.declined(refusal.get());
    }
    boolean done = resource.isPresent() && manager().delete(resource.get().accountNumber(), id);
    return done ? Result.of(resource) : Result.declined(Denial.ABSENT);
  }

  /** Lets a resource require this key, or one of those that were bound before. */
  public Result<Resource> bind(ResourceId id, UUID keyId) {
    return changing(id, keyId, this::objectionToBinding, ResourceManager::bind);
  }

  /** Lets a resource require this key no more. */
  public Result<Resource> unbind(ResourceId id, UUID keyId) {
    return changing(
        id,
        keyId,
        this::objectionToUnbinding,
        rights().mayOpenResources() ? ResourceManager::unbind : ResourceManager::unbindUnlessLast);
  }

  private Optional<Denial> objectionToBinding(Resource resource, UUID keyId) {
    return key(resource, keyId).flatMap(key -> rights().objectionToBinding(key, resource));
  }

  private Optional<Denial> objectionToUnbinding(Resource resource, UUID keyId) {
    Optional<ApiKey> key = key(resource, keyId);
    if (key.isPresent()) {
      return rights().objectionToUnbinding(key.get());
    }
    return resource.boundFamilies().contains(keyId)
        ? rights().objectionToUnbindingDeleted()
        : Optional.empty(); // there is no such key, as the manager says
  }

  private Optional<ApiKey> key(Resource resource, UUID keyId) {
    return sallyport
        .keys()
        .get(keyId)
        .filter(key -> key.owner().accountNumber().equals(resource.accountNumber()));
  }

  private KeyPermissions rights() {
    return new KeyPermissions(sallyport, administrator);
  }

  /** Binds, or undoes that. */
  @FunctionalInterface
  private interface Change {
    BindResult apply(ResourceManager manager, String accountNumber, ResourceId id, UUID keyId);
  }

  private Result<Resource> changing(
      ResourceId id,
      UUID keyId,
      BiFunction<Resource, UUID, Optional<Denial>> denial,
      Change change) {
    Result<Resource> found = find(id);
    if (!(found instanceof Result.Done<Resource> done)) {
      return found;
    }
    Optional<Denial> refusal = denial.apply(done.value(), keyId);
    if (refusal.isPresent()) {
      return Result.declined(refusal.get());
    }
    String account = done.value().accountNumber();
    return switch (change.apply(manager(), account, id, keyId)) {
      case DONE, NO_CHANGE -> find(id);
      case NO_SUCH_RESOURCE -> Result.declined(Denial.ABSENT);
      case NO_SUCH_KEY -> Result.declined(Denial.NO_SUCH_KEY);
      case WOULD_OPEN -> Result.declined(Denial.RIGHTS_BEYOND_OWN);
    };
  }

  private Optional<Resource> seen(ResourceId id) {
    return sallyport.resourceManager().find(id).filter(it -> administrator.sees(it.accountNumber()));
  }

  private ResourceManager manager() {
    administrator.requireChange();
    return sallyport.resourceManager().as(administrator.attribution());
  }
}

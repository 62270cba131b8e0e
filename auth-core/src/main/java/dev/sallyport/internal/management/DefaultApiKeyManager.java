package dev.sallyport.internal.management;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

import dev.sallyport.audit.AuditContext;
import dev.sallyport.event.Event.KeyAction;
import dev.sallyport.internal.TimeLimits;
import dev.sallyport.internal.change.KeyChangeWriter;
import dev.sallyport.internal.change.KeyChangeWriter.Step;
import dev.sallyport.internal.state.EffectiveStateResolver;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.ApiKeyPrincipal;
import dev.sallyport.key.KeySummary;
import dev.sallyport.key.KeyWithOwnerStatus;
import dev.sallyport.key.Network;
import dev.sallyport.key.Owner;
import dev.sallyport.key.OwnerStatus;
import dev.sallyport.key.Page;
import dev.sallyport.key.Scopes;
import dev.sallyport.management.ApiKeyManager;
import dev.sallyport.management.BulkAction;
import dev.sallyport.management.BulkResult;
import dev.sallyport.management.ChangeResult;
import dev.sallyport.management.ChangeResult.Changed;
import dev.sallyport.management.ChangeResult.Outdated;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.management.CreateResult;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.management.CreateResult.Denied;
import dev.sallyport.management.CreateResult.Reason;
import dev.sallyport.management.KeyUpdate;
import dev.sallyport.management.KeyWithState;
import dev.sallyport.management.Lifetime;
import dev.sallyport.management.Rotation;
import dev.sallyport.management.Validity;
import dev.sallyport.spi.ApiKeyQuery;
import dev.sallyport.spi.KeyChanges.Outcome;
import dev.sallyport.spi.SummaryQuery;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Implementation of {@link ApiKeyManager} over a store. */
public record DefaultApiKeyManager(
    KeyChangeWriter writer,
    KeyFactory factory,
    EffectiveStateResolver states,
    Optional<DefaultResourceManager> resources,
    Clock clock,
    AuditContext context)
    implements ApiKeyManager {
  private static final int PURGED_AT_ONCE = 500;

  @Override
  public DefaultApiKeyManager as(AuditContext context) {
    return new DefaultApiKeyManager(
        writer, factory, states, resources.map(it -> it.as(context)), clock, context);
  }

  @Override
  public CreateResult create(CreateKeyRequest request) {
    Instant now = now();
    Optional<OwnerStatus> owner = factory.statusOf(request.owner());
    Optional<Reason> denial =
        KeyFactory.denial(owner).or(() -> factory.denial(request.lifetime(), now, now));
    if (denial.isPresent()) {
      return new Denied(denial.get());
    }
    Created created = factory.create(request, owner, now);
    return Retry.until(
        "create a key for " + request.owner(),
        () -> stored(created, now).or(() -> denialOfTakenId(request)));
  }

  private Optional<CreateResult> denialOfTakenId(CreateKeyRequest request) {
    return Optional.ofNullable(request.id())
        .flatMap(this::get)
        .map(taken -> new Denied(Reason.ID_TAKEN));
  }

  private Optional<CreateResult> stored(Created created, Instant now) {
    ApiKey key = created.key();
    List<Step> steps = factory.creationSteps(key, now);
    return switch (writer.write(now, context, steps, factory.limit(key.owner(), now))) {
      case DONE -> Optional.of(created);
      case CONFLICT -> Optional.empty();
      case LIMIT_REACHED ->
          factory.evicts() ? Optional.empty() : Optional.of(new Denied(Reason.LIMIT_REACHED));
    };
  }

  @Override
  public CreateResult create(CreateKeyRequest request, ApiKeyPrincipal issuer) {
    return denialOfGrant(
            issuer, request.scopes(), request.networks(), validity(request.lifetime(), now()))
        .<CreateResult>map(Denied::new)
        .orElseGet(() -> create(request));
  }

  @Override
  public Optional<Reason> denialOfGrant(
      ApiKeyPrincipal issuer,
      Collection<String> scopes,
      Collection<Network> networks,
      Validity validity) {
    if (!Scopes.coverAll(issuer.scopes(), scopes)) {
      return Optional.of(Reason.SCOPE_BEYOND_ISSUER);
    }
    Optional<ApiKey> own = get(issuer.keyId());
    if (own.filter(key -> Network.areWithin(networks, key.networks())).isEmpty()) {
      return Optional.of(Reason.NETWORK_BEYOND_ISSUER);
    }
    boolean isBounded = !issuer.scopes().contains("*");
    boolean isWithin =
        own.filter(key -> validity.isWithin(factory.validity().afterUse(key, now()))).isPresent();
    return isBounded && !isWithin ? Optional.of(Reason.EXPIRY_BEYOND_ISSUER) : Optional.empty();
  }

  @Override
  public Validity validity(ApiKey key) {
    return factory.validity().of(key);
  }

  @Override
  public Validity validity(Lifetime lifetime, Instant createdAt) {
    return factory.validity().of(lifetime, createdAt, now());
  }

  @Override
  public Validity validityOfSuccessor(ApiKey key) {
    return factory.validity().ofSuccessor(key, now());
  }

  @Override
  public Optional<CreateResult> rotate(UUID id, Rotation how) {
    return rotate(id, OptionalLong.empty(), how);
  }

  @Override
  public Optional<CreateResult> rotate(UUID id, long expectedVersion, Rotation how) {
    return rotate(id, OptionalLong.of(expectedVersion), how);
  }

  private Optional<CreateResult> rotate(UUID id, OptionalLong expectedVersion, Rotation how) {
    return attempt(
        id, expectedVersion, old -> new Denied(Reason.KEY_CHANGED), old -> rotated(old, how));
  }

  private Optional<CreateResult> rotated(ApiKey old, Rotation how) {
    Instant now = now();
    Optional<OwnerStatus> owner = factory.statusOf(old.owner()).filter(it -> it.owns(old));
    Optional<Reason> denial = denialOfRotation(old, now).or(() -> KeyFactory.denial(owner));
    if (denial.isPresent()) {
      return denial.map(Denied::new);
    }
    Created created = factory.createSuccessor(old, owner, how, now);
    List<Step> steps = factory.rotation(old, created.key(), how, now);
    boolean done = writer.write(now, context, steps, null) == Outcome.DONE;
    return done ? Optional.of(created) : Optional.empty();
  }

  private Optional<Reason> denialOfRotation(ApiKey key, Instant now) {
    if (!key.active()) {
      return Optional.of(Reason.KEY_INACTIVE);
    }
    if (key.isExpiredAt(now)) {
      return Optional.of(Reason.KEY_EXPIRED);
    }
    UUID successor = key.rotation().successorId();
    return successor != null && writer.store().findById(successor).isPresent()
        ? Optional.of(Reason.KEY_ROTATED)
        : Optional.empty();
  }

  @Override
  public boolean importKey(ApiKey key) {
    String incarnation = factory.incarnationOf(key.owner());
    ApiKey owned = key.toBuilder().ownerIncarnation(incarnation).build();
    List<Step> steps = List.of(Step.created(KeyAction.IMPORTED, owned));
    return writer.write(now(), context, steps, null) == Outcome.DONE;
  }

  @Override
  public Optional<ApiKey> findByLookup(String lookup) {
    return writer.store().findByLookup(lookup).map(KeyWithOwnerStatus::key);
  }

  @Override
  public Optional<ApiKey> get(UUID id) {
    return writer.store().findById(id);
  }

  @Override
  public List<ApiKey> get(Collection<UUID> ids) {
    return writer.store().findByIds(ids);
  }

  @Override
  public List<KeyWithState> getWithStates(Collection<UUID> ids) {
    return states.ofStored(writer.store().findWithOwners(ids));
  }

  @Override
  public Page<ApiKey> list(ApiKeyQuery query) {
    return writer.store().list(query);
  }

  @Override
  public List<KeyWithState> withStates(Collection<ApiKey> keys) {
    return states.of(keys);
  }

  @Override
  public Page<KeyWithState> listWithStates(ApiKeyQuery query) {
    Page<ApiKey> page = list(query);
    return new Page<>(withStates(page.items()), page.total());
  }

  @Override
  public KeySummary summary(Duration soon) {
    return writer.store().summary(conditions(soon));
  }

  @Override
  public KeySummary summary(String accountId, Duration soon) {
    return writer.store().summary(conditions(accountId, soon));
  }

  @Override
  public SummaryQuery conditions(Duration soon) {
    return states.conditions(null, soon);
  }

  @Override
  public SummaryQuery conditions(String accountId, Duration soon) {
    return states.conditions(accountId, soon);
  }

  @Override
  public Optional<ApiKey> rename(UUID id, String name) {
    return change(id, key -> key.toBuilder().name(name).build());
  }

  @Override
  public Optional<ApiKey> describe(UUID id, String description) {
    return change(id, key -> key.toBuilder().description(description).build());
  }

  @Override
  public Optional<ChangeResult> edit(UUID id, KeyUpdate edit) {
    return edit(id, OptionalLong.empty(), edit);
  }

  @Override
  public Optional<ChangeResult> edit(UUID id, long expectedVersion, KeyUpdate edit) {
    return edit(id, OptionalLong.of(expectedVersion), edit);
  }

  private Optional<ChangeResult> edit(UUID id, OptionalLong expectedVersion, KeyUpdate edit) {
    return attempt(id, expectedVersion, Outdated::new, before -> edited(before, edit));
  }

  private Optional<ChangeResult> edited(ApiKey before, KeyUpdate edit) {
    Instant now = now();
    Optional<Reason> denial = factory.denial(edit.lifetime(), before.createdAt(), now);
    return denial.isPresent()
        ? denial.map(ChangeResult.Denied::new)
        : replaced(before, factory.edited(before, edit, now), now);
  }

  private Optional<ChangeResult> replaced(ApiKey before, ApiKey edited, Instant now) {
    if (edited.equals(before)) {
      return Optional.of(new Changed(before));
    }
    ApiKey after = edited.toBuilder().updatedAt(now).build();
    Step step = new Step(actionOf(before, after), before, after);
    return switch (writer.write(
        now, context, List.of(step), factory.limitOfEdit(before, after, now))) {
      case DONE -> Optional.of(new Changed(step.outcome()));
      case CONFLICT -> Optional.empty();
      case LIMIT_REACHED -> Optional.of(new ChangeResult.Denied(Reason.LIMIT_REACHED));
    };
  }

  @Override
  public Optional<ApiKey> activate(UUID id) {
    return change(id, ApiKey::activate);
  }

  @Override
  public Optional<ApiKey> deactivate(UUID id) {
    return change(id, ApiKey::deactivate);
  }

  @Override
  public Optional<ApiKey> toggle(UUID id) {
    return change(id, ApiKey::toggle);
  }

  @Override
  public Optional<ApiKey> delete(UUID id) {
    return changed(delete(id, OptionalLong.empty(), KeyAction.DELETED));
  }

  @Override
  public Optional<ChangeResult> delete(UUID id, long expectedVersion) {
    return delete(id, OptionalLong.of(expectedVersion), KeyAction.DELETED);
  }

  @Override
  public BulkResult bulk(
      BulkAction action,
      Collection<UUID> ids,
      Predicate<ApiKey> isSeen,
      Predicate<ApiKey> mayChange) {
    BulkChange change = BulkChange.of(action, ids, isSeen, mayChange);
    return Retry.until("change the keys", () -> change.attempt(writer, now(), context));
  }

  @Override
  public Optional<ApiKey> logOut(UUID id) {
    return changed(delete(id, OptionalLong.empty(), KeyAction.LOGGED_OUT));
  }

  @Override
  public int logOutAll(Owner owner) {
    Instant now = now();
    ApiKeyQuery query = ApiKeyQuery.all().ofOwner(owner);
    Set<UUID> current = new HashSet<>(); // of nodes whose clocks are ahead, too
    someKeys(
        query,
        key -> {
          current.add(key.id());
          return false; // reads all pages
        });
    return deleteAll( // not keys created later, so that the loop ends
        KeyAction.LOGGED_OUT,
        () ->
            someKeys(
                query,
                it ->
                    it.owner().equals(owner) // a database may compare without case
                        && (current.contains(it.id()) || !it.createdAt().isAfter(now))));
  }

  @Override
  public int deleteAll(Owner owner) {
    return deleteAll(ApiKeyQuery.all().ofOwner(owner), key -> key.owner().equals(owner));
  }

  int deleteAll(ApiKeyQuery query, Predicate<ApiKey> isSelected) {
    return deleteAll(KeyAction.DELETED, () -> unbound(someKeys(query, isSelected)));
  }

  /** Unbinds keys before their deletion: a repeated deletion would not find them any more. */
  private List<ApiKey> unbound(List<ApiKey> keys) {
    Map<String, Set<UUID>> groupIds =
        keys.stream()
            .collect(groupingBy(key -> key.owner().accountId(), mapping(ApiKey::groupId, toSet())));
    resources.ifPresent(it -> groupIds.forEach(it::unbindUnlessLast));
    return keys;
  }

  private List<ApiKey> someKeys(ApiKeyQuery query, Predicate<ApiKey> isSelected) {
    for (int page = 0; ; page++) {
      List<ApiKey> keys = writer.store().list(query.page(page, ApiKeyQuery.MAX_SIZE)).items();
      List<ApiKey> selected = keys.stream().filter(isSelected).toList();
      if (!selected.isEmpty() || keys.size() < ApiKeyQuery.MAX_SIZE) {
        return selected;
      }
    }
  }

  @Override
  public int purge(Duration age) {
    Instant before = now().minus(TimeLimits.require("the age", age));
    return deleteAll(KeyAction.PURGED, () -> writer.store().findExpired(before, PURGED_AT_ONCE));
  }

  /** Deletes batches of keys until there are none left. */
  private int deleteAll(KeyAction action, Supplier<List<ApiKey>> next) {
    int deleted = 0;
    int some;
    do {
      some = Retry.until("delete the keys", () -> deleted(action, next.get()));
      deleted += some;
    } while (some > 0);
    return deleted;
  }

  private Optional<Integer> deleted(KeyAction action, List<ApiKey> keys) {
    List<Step> steps = keys.stream().map(key -> Step.deleted(action, key)).toList();
    return steps.isEmpty() || writer.write(now(), context, steps, null) == Outcome.DONE
        ? Optional.of(steps.size())
        : Optional.empty();
  }

  private Optional<ChangeResult> delete(UUID id, OptionalLong expectedVersion, KeyAction action) {
    return attempt(
        id,
        expectedVersion,
        Outdated::new,
        key -> deleted(action, List.of(key)).map(one -> new Changed(key)));
  }

  private Optional<ApiKey> change(UUID id, UnaryOperator<ApiKey> edit) {
    return changed(
        attempt(
            id,
            OptionalLong.empty(),
            Outdated::new,
            before -> replaced(before, edit.apply(before), now())));
  }

  /** Returns the key after a change that depends on no version and extends no validity. */
  private static Optional<ApiKey> changed(Optional<ChangeResult> result) {
    return result.map(it -> ((Changed) it).key());
  }

  /**
   * Runs work on a key, and repeats it after a concurrent change, for which the work returns empty.
   *
   * @param expectedVersion version that the key must have; empty for any
   * @param outdated returns the result for a key of another version
   * @return empty if there is no such key
   */
  private <T> Optional<T> attempt(
      UUID id,
      OptionalLong expectedVersion,
      Function<ApiKey, T> outdated,
      Function<ApiKey, Optional<T>> work) {
    return Retry.until(
        "update key " + id,
        () -> {
          Optional<ApiKey> stored = get(id);
          Optional<T> result =
              stored.flatMap(
                  key ->
                      key.version() == expectedVersion.orElse(key.version())
                          ? work.apply(key)
                          : Optional.of(outdated.apply(key)));
          return stored.isEmpty() || result.isPresent() ? Optional.of(result) : Optional.empty();
        });
  }

  private static KeyAction actionOf(ApiKey before, ApiKey after) {
    if (before.active() == after.active()) {
      return KeyAction.CHANGED;
    }
    return after.active() ? KeyAction.ACTIVATED : KeyAction.DEACTIVATED;
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}

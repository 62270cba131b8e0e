package dev.sallyport.internal.management;

import dev.sallyport.event.Event.KeyAction;
import dev.sallyport.internal.change.KeyChangeWriter.Step;
import dev.sallyport.internal.management.ValidityCalculator.Term;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.Owner;
import dev.sallyport.key.OwnerProfile;
import dev.sallyport.key.OwnerStatus;
import dev.sallyport.key.RotationInfo;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.management.CreateResult.Reason;
import dev.sallyport.management.KeyUpdate;
import dev.sallyport.management.Lifetime;
import dev.sallyport.management.MaxLifetime;
import dev.sallyport.management.Rotation;
import dev.sallyport.spi.ApiKeyQuery;
import dev.sallyport.spi.KeyChanges.Limit;
import dev.sallyport.spi.KeyRepository;
import dev.sallyport.spi.OwnerDirectory;
import dev.sallyport.token.Digester;
import dev.sallyport.token.Secret;
import dev.sallyport.token.TokenFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Factory of new keys and of the steps to store them; writes nothing. */
public record KeyFactory(
    KeyRepository store,
    OwnerDirectory owners,
    TokenFormat format,
    Digester digester,
    KeyLifecycle lifecycle) {
  /** Returns the calculator of validities. */
  ValidityCalculator validity() {
    return new ValidityCalculator(lifecycle.ttl(), lifecycle.renewal(), lifecycle.maxLifetime());
  }

  /** Returns the status of an owner; empty if the owner does not exist. */
  Optional<OwnerStatus> statusOf(Owner owner) {
    return owners.find(owner).map(OwnerProfile::status);
  }

  /**
   * Returns why a key cannot have a lifetime; empty if it can.
   *
   * @param lifetime requested lifetime; null if it is not changed
   * @param createdAt time of creation, from which the maximum lifetime counts
   */
  Optional<Reason> denial(@Nullable Lifetime lifetime, Instant createdAt, Instant now) {
    if (lifetime instanceof Lifetime.Until until && until.expiresAt().isBefore(now)) {
      return Optional.of(Reason.EXPIRY_IN_THE_PAST);
    }
    return lifetime != null && isBeyondMaximum(lifetime, createdAt, now)
        ? Optional.of(Reason.EXPIRY_BEYOND_MAXIMUM)
        : Optional.empty();
  }

  /**
   * Returns whether a lifetime exceeds the maximum. A default lifetime never does: it is limited by
   * the maximum lifetime anyway.
   */
  private boolean isBeyondMaximum(Lifetime lifetime, Instant createdAt, Instant now) {
    Instant end = validity().term(lifetime, now).end();
    return !(lifetime instanceof Lifetime.ByDefault)
        && MaxLifetime.endOf(lifecycle.maxLifetime(), createdAt)
            .filter(latest -> end == null || end.isAfter(latest))
            .isPresent();
  }

  /** Returns why an owner cannot have a new key; empty if it can. */
  static Optional<Reason> denial(Optional<OwnerStatus> status) {
    if (status.isEmpty()) {
      return Optional.of(Reason.OWNER_UNKNOWN);
    }
    if (!status.get().isActive()) {
      return Optional.of(Reason.OWNER_INACTIVE);
    }
    return status.get().staff() ? Optional.empty() : Optional.of(Reason.OWNER_NOT_STAFF);
  }

  Created create(CreateKeyRequest request, Optional<OwnerStatus> owner, Instant now) {
    Secret token = format.generate();
    ApiKey.Builder key =
        keyOf(request.id(), token, request.owner(), request.name(), now)
            .ownerIncarnation(incarnation(owner))
            .description(request.description())
            .scopes(request.scopes())
            .networks(request.networks())
            .tags(request.tags());
    return new Created(validity().term(request.lifetime(), now).applyTo(key).build(), token);
  }

  /** Returns a key with an update applied. */
  ApiKey edited(ApiKey key, KeyUpdate edit, Instant now) {
    ApiKey.Builder edited = edit.applyTo(key);
    Lifetime lifetime = edit.lifetime();
    if (lifetime == null) {
      return edited.build();
    }
    ApiKey after = validity().term(lifetime, now).applyTo(edited).build();
    Instant end = after.expiresAt();
    if (end == null || after.renewable()) {
      return after;
    }
    Duration ttl = Duration.between(key.createdAt(), end);
    return edited.ttl(ttl.isNegative() ? Duration.ZERO : ttl).build();
  }

  /** Returns the limit to enforce if an edit makes a key count again; null if there is none. */
  @Nullable Limit limitOfEdit(ApiKey before, ApiKey after, Instant now) {
    return counts(after, now) && !counts(before, now) ? limit(after.owner(), now) : null;
  }

  private static boolean counts(ApiKey key, Instant now) {
    return key.expiresAt() == null || key.expiresAt().isAfter(now);
  }

  /** Returns the limit for a new key of an owner; null if there is none. */
  @Nullable Limit limit(Owner owner, Instant now) {
    KeyLimit limit = lifecycle.limit();
    return limit == null ? null : new Limit(owner, limit.keys(), now);
  }

  boolean evicts() {
    KeyLimit limit = lifecycle.limit();
    return limit != null && limit.policy() == KeyLimit.Policy.EVICT_OLDEST;
  }

  /**
   * Returns the steps of a creation: deletions of evicted keys, then the addition of the new key.
   */
  List<Step> creationSteps(ApiKey key, Instant now) {
    List<Step> steps = new ArrayList<>();
    KeyLimit limit = lifecycle.limit();
    if (limit != null && evicts()) {
      List<ApiKey> newestFirst = validKeysOf(key.owner(), now);
      newestFirst.stream()
          .skip(limit.keys() - 1L)
          .forEach(old -> steps.add(Step.deleted(KeyAction.EVICTED, old)));
    }
    steps.add(Step.created(KeyAction.CREATED, key));
    return steps;
  }

  private List<ApiKey> validKeysOf(Owner owner, Instant now) {
    List<ApiKey> keys = new ArrayList<>();
    ApiKeyQuery query = ApiKeyQuery.all().ofOwner(owner).validAt(now);
    for (int page = 0; keys.size() == page * ApiKeyQuery.MAX_SIZE; page++) {
      keys.addAll(store.list(query.page(page, ApiKeyQuery.MAX_SIZE)).items());
    }
    return keys;
  }

  /**
   * Creates the successor of a key: with the same properties, except that it is active, created now
   * and never used.
   */
  Created createSuccessor(ApiKey old, Optional<OwnerStatus> owner, Rotation how, Instant now) {
    Secret token = format.generateLike(old).orElseGet(format::generate);
    ApiKey.Builder key =
        keyOf(null, token, old.owner(), old.name(), now)
            .ownerIncarnation(incarnation(owner))
            .description(old.description())
            .scopes(old.scopes())
            .networks(old.networks())
            .tags(old.tags())
            .rotation(RotationInfo.after(old, how.isFromFirstUse() ? how.overlap() : null));
    return new Created(Term.of(old.ttl(), old.renewable(), now).applyTo(key).build(), token);
  }

  /** Returns the steps of a rotation. */
  List<Step> rotation(ApiKey old, ApiKey successor, Rotation how, Instant now) {
    List<Step> steps = new ArrayList<>();
    steps.add(Step.created(KeyAction.CREATED, successor));
    steps.add(new Step(KeyAction.ROTATED, old, rotated(old, successor.id(), how, now)));
    Optional.ofNullable(old.rotation().predecessorId())
        .flatMap(store::findById)
        .filter(older -> !older.isExpiredAt(now))
        .ifPresent(older -> steps.add(new Step(KeyAction.CHANGED, older, ended(older, now))));
    return steps;
  }

  private static ApiKey rotated(ApiKey old, UUID successor, Rotation how, Instant now) {
    ApiKey.Builder rotated =
        old.toBuilder()
            .rotation(old.rotation().overlapStarted().succeededBy(successor))
            .updatedAt(now);
    if (how.isFromFirstUse()) {
      return rotated.build();
    }
    ApiKey ending = rotated.build().expiringAt(now.plus(how.overlap()));
    return how.isImmediate() ? ended(ending, now) : ending;
  }

  /**
   * Expires and deactivates a key: with the expiry alone, it would work until the clock of each
   * node has passed it.
   */
  private static ApiKey ended(ApiKey key, Instant now) {
    return key.expiringAt(now).deactivate().toBuilder().updatedAt(now).build();
  }

  @Nullable String incarnationOf(Owner owner) {
    return incarnation(statusOf(owner));
  }

  private static @Nullable String incarnation(Optional<OwnerStatus> owner) {
    return owner.map(OwnerStatus::incarnation).orElse(null);
  }

  private ApiKey.Builder keyOf(
      @Nullable UUID given, Secret token, Owner owner, String name, Instant now) {
    UUID id = given == null ? UUID.randomUUID() : given;
    String lookup = format.lookupOf(token).orElseThrow();
    return ApiKey.builder(id, lookup, digester.digest(token), owner, name, now)
        .prefix(format.prefixOf(token));
  }
}

package dev.sallyport.auth;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

import dev.sallyport.auth.ChangeResult.Changed;
import dev.sallyport.auth.ChangeResult.Outdated;
import dev.sallyport.auth.CreateResult.Created;
import dev.sallyport.auth.CreateResult.Reason;
import dev.sallyport.auth.CreateResult.Refused;
import dev.sallyport.auth.KeyLedger.Step;
import dev.sallyport.auth.internal.Bounds;
import dev.sallyport.auth.spi.Attribution;
import dev.sallyport.auth.spi.Event.KeyAction;
import dev.sallyport.auth.spi.KeyChanges.Outcome;
import dev.sallyport.auth.spi.KeySummary;
import dev.sallyport.auth.spi.OwnerStatus;
import dev.sallyport.auth.spi.Page;
import dev.sallyport.auth.spi.StoreException;
import dev.sallyport.auth.spi.StoredToken;
import dev.sallyport.auth.spi.SummaryQuery;
import dev.sallyport.auth.spi.TokenQuery;
import dev.sallyport.auth.spi.TokenStore;
import dev.sallyport.auth.token.AuthToken;
import dev.sallyport.auth.token.Network;
import dev.sallyport.auth.token.Owner;
import dev.sallyport.auth.token.Scopes;
import dev.sallyport.auth.token.TokenPrincipal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
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

/** The {@link TokenManager} over a store. */
final class DefaultTokenManager implements TokenManager {
  static final int MAX_ATTEMPTS = 100;
  private static final int PURGED_AT_ONCE = 500;
  private final TokenStore store;
  private final KeyLedger ledger;
  private final KeyMaker maker;
  private final KeyStates states;
  private final Optional<DefaultResourceManager> resources;
  private final Clock clock;
  private final Attribution attribution;

  DefaultTokenManager(
      KeyLedger ledger,
      KeyMaker maker,
      KeyStates states,
      Optional<DefaultResourceManager> resources,
      Clock clock,
      Attribution attribution) {
    this.store = ledger.store();
    this.ledger = ledger;
    this.maker = maker;
    this.states = states;
    this.resources = resources.map(it -> it.attributedTo(attribution));
    this.clock = clock;
    this.attribution = attribution;
  }

  @Override
  public DefaultTokenManager attributedTo(Attribution attribution) {
    return new DefaultTokenManager(ledger, maker, states, resources, clock, attribution);
  }

  @Override
  public CreateResult create(NewKey wanted) {
    Instant now = now();
    Optional<OwnerStatus> owner = maker.statusOf(wanted.owner());
    Optional<Reason> objection =
        KeyMaker.objection(owner).or(() -> maker.objection(wanted.lifetime(), now, now));
    if (objection.isPresent()) {
      return new Refused(objection.get());
    }
    Created made = maker.make(wanted, owner, now);
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      List<Step> steps = maker.placeFor(made.key(), now);
      Outcome outcome = ledger.write(now, attribution, steps, maker.limit(wanted.owner(), now));
      if (outcome == Outcome.DONE) {
        return made;
      }
      if (outcome == Outcome.LIMIT_REACHED && !maker.evicts()) {
        return new Refused(Reason.LIMIT_REACHED);
      }
    }
    throw new StoreException(
        "others changed keys of " + wanted.owner() + " all the time; try again");
  }

  @Override
  public CreateResult create(NewKey wanted, TokenPrincipal issuer) {
    return objectionToGiving(
            issuer, wanted.scopes(), wanted.networks(), validity(wanted.lifetime(), now()))
        .<CreateResult>map(Refused::new)
        .orElseGet(() -> create(wanted));
  }

  @Override
  public Optional<Reason> objectionToGiving(
      TokenPrincipal issuer,
      Collection<String> scopes,
      Collection<Network> networks,
      Validity validity) {
    if (!Scopes.coverAll(issuer.scopes(), scopes)) {
      return Optional.of(Reason.SCOPE_BEYOND_ISSUER);
    }
    Optional<AuthToken> own = get(issuer.keyId());
    if (own.filter(key -> Network.areWithin(networks, key.networks())).isEmpty()) {
      return Optional.of(Reason.NETWORK_BEYOND_ISSUER);
    }
    boolean isBounded = !issuer.scopes().contains("*");
    boolean isWithin =
        own.filter(key -> validity.isWithin(maker.validity().afterUse(key, now()))).isPresent();
    return isBounded && !isWithin ? Optional.of(Reason.EXPIRY_BEYOND_ISSUER) : Optional.empty();
  }

  @Override
  public Validity validity(AuthToken key) {
    return maker.validity().of(key);
  }

  @Override
  public Validity validity(Lifetime lifetime, Instant createdAt) {
    return maker.validity().of(lifetime, createdAt, now());
  }

  @Override
  public Validity validityOfSuccessor(AuthToken key) {
    return maker.validity().ofSuccessor(key, now());
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
        id,
        old -> {
          if (!isExpected(old, expectedVersion)) {
            return Optional.of(new Refused(Reason.KEY_CHANGED));
          }
          return rotated(old, how);
        });
  }

  private Optional<CreateResult> rotated(AuthToken old, Rotation how) {
    Instant now = now();
    Optional<OwnerStatus> owner = maker.statusOf(old.owner()).filter(it -> it.owns(old));
    Optional<Reason> objection = objectionToRotate(old, now).or(() -> KeyMaker.objection(owner));
    if (objection.isPresent()) {
      return objection.map(Refused::new);
    }
    Created made = maker.makeSuccessor(old, owner, how, now);
    List<Step> steps = maker.rotation(old, made.key(), how, now);
    boolean done = ledger.write(now, attribution, steps, null) == Outcome.DONE;
    return done ? Optional.of(made) : Optional.empty();
  }

  private Optional<Reason> objectionToRotate(AuthToken key, Instant now) {
    if (!key.active()) {
      return Optional.of(Reason.KEY_INACTIVE);
    }
    if (key.isExpiredAt(now)) {
      return Optional.of(Reason.KEY_EXPIRED);
    }
    UUID successor = key.lineage().successorId();
    return successor != null && store.findById(successor).isPresent()
        ? Optional.of(Reason.KEY_ROTATED)
        : Optional.empty();
  }

  @Override
  public boolean importKey(AuthToken key) {
    String incarnation = maker.incarnationOf(key.owner());
    AuthToken owned = key.toBuilder().ownerIncarnation(incarnation).build();
    return write(Step.created(KeyAction.IMPORTED, owned)) == Outcome.DONE;
  }

  @Override
  public Optional<AuthToken> findByLookup(String lookup) {
    return store.findByLookup(lookup).map(StoredToken::key);
  }

  @Override
  public Optional<AuthToken> get(UUID id) {
    return store.findById(id);
  }

  @Override
  public List<AuthToken> get(Collection<UUID> ids) {
    return store.findByIds(ids);
  }

  @Override
  public Page<AuthToken> list(TokenQuery query) {
    return store.list(query);
  }

  @Override
  public List<KeyWithState> withStates(Collection<AuthToken> keys) {
    return states.of(keys);
  }

  @Override
  public Page<KeyWithState> listWithStates(TokenQuery query) {
    Page<AuthToken> page = list(query);
    return new Page<>(withStates(page.items()), page.total());
  }

  @Override
  public KeySummary summary(Optional<String> accountNumber, Duration soon) {
    return store.summary(conditions(accountNumber, soon));
  }

  @Override
  public SummaryQuery conditions(Optional<String> accountNumber, Duration soon) {
    return states.conditions(accountNumber, soon);
  }

  @Override
  public Optional<AuthToken> rename(UUID id, String name) {
    return change(id, key -> key.toBuilder().name(name).build());
  }

  @Override
  public Optional<AuthToken> describe(UUID id, String description) {
    return change(id, key -> key.toBuilder().description(description).build());
  }

  @Override
  public Optional<ChangeResult> edit(UUID id, KeyEdit edit) {
    return edit(id, OptionalLong.empty(), edit);
  }

  @Override
  public Optional<ChangeResult> edit(UUID id, long expectedVersion, KeyEdit edit) {
    return edit(id, OptionalLong.of(expectedVersion), edit);
  }

  private Optional<ChangeResult> edit(UUID id, OptionalLong expectedVersion, KeyEdit edit) {
    return attempt(
        id,
        before -> {
          if (!isExpected(before, expectedVersion)) {
            return Optional.of(new Outdated(before));
          }
          return edited(before, edit);
        });
  }

  private Optional<ChangeResult> edited(AuthToken before, KeyEdit edit) {
    Instant now = now();
    Optional<Reason> objection = maker.objection(edit.lifetimeOrNull(), before.createdAt(), now);
    if (objection.isPresent()) {
      return objection.map(ChangeResult.Refused::new);
    }
    AuthToken edited = maker.edited(before, edit, now);
    if (edited.equals(before)) {
      return Optional.of(new Changed(before));
    }
    AuthToken after = edited.toBuilder().updatedAt(now).build();
    Step step = new Step(actionOf(before, after), before, after);
    return switch (ledger.write(
        now, attribution, List.of(step), maker.limitOfEdit(before, after, now))) {
      case DONE -> Optional.of(new Changed(step.outcome()));
      case CONFLICT -> Optional.empty();
      case LIMIT_REACHED -> Optional.of(new ChangeResult.Refused(Reason.LIMIT_REACHED));
    };
  }

  @Override
  public Optional<AuthToken> activate(UUID id) {
    return change(id, AuthToken::activate);
  }

  @Override
  public Optional<AuthToken> deactivate(UUID id) {
    return change(id, AuthToken::deactivate);
  }

  @Override
  public Optional<AuthToken> toggle(UUID id) {
    return change(id, AuthToken::toggle);
  }

  @Override
  public Optional<AuthToken> delete(UUID id) {
    return delete(id, KeyAction.DELETED);
  }

  @Override
  public Optional<ChangeResult> delete(UUID id, long expectedVersion) {
    return attempt(
        id,
        key -> {
          if (!isExpected(key, OptionalLong.of(expectedVersion))) {
            return Optional.of(new Outdated(key));
          }
          boolean done = write(Step.deleted(KeyAction.DELETED, key)) == Outcome.DONE;
          return done ? Optional.of(new Changed(key)) : Optional.empty();
        });
  }

  @Override
  public BulkResult bulk(
      BulkAction action,
      Collection<UUID> ids,
      Predicate<AuthToken> isSeen,
      Predicate<AuthToken> mayChange) {
    BulkChange change = BulkChange.of(action, ids, isSeen, mayChange);
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      Optional<BulkResult> result = change.attempt(ledger, now(), attribution);
      if (result.isPresent()) {
        return result.get();
      }
    }
    throw new StoreException("the keys were changed by others all the time; try again");
  }

  @Override
  public Optional<AuthToken> logOut(UUID id) {
    return delete(id, KeyAction.LOGGED_OUT);
  }

  @Override
  public int logOutAll(Owner owner) {
    Instant now = now(); // so that whoever goes on making keys does not keep us busy for ever
    TokenQuery query = TokenQuery.all().ofOwner(owner);
    return deleteAll(
        KeyAction.LOGGED_OUT, () -> someKeys(query, it -> !it.createdAt().isAfter(now)));
  }

  @Override
  public int deleteAll(Owner owner) {
    return deleteAll(TokenQuery.all().ofOwner(owner), key -> true);
  }

  int deleteAll(TokenQuery query, Predicate<AuthToken> isMeant) {
    return deleteAll(KeyAction.DELETED, () -> unbound(someKeys(query, isMeant)));
  }

  /** Before they are deleted: a deletion that is begun again would not find them. */
  private List<AuthToken> unbound(List<AuthToken> keys) {
    Map<String, Set<UUID>> families =
        keys.stream()
            .collect(
                groupingBy(
                    key -> key.owner().accountNumber(), mapping(AuthToken::family, toSet())));
    resources.ifPresent(it -> families.forEach(it::unbindUnlessLast));
    return keys;
  }

  private List<AuthToken> someKeys(TokenQuery query, Predicate<AuthToken> isMeant) {
    for (int page = 0; ; page++) {
      List<AuthToken> keys = store.list(query.page(page, TokenQuery.MAX_SIZE)).items();
      List<AuthToken> meant = keys.stream().filter(isMeant).toList();
      if (!meant.isEmpty() || keys.size() < TokenQuery.MAX_SIZE) {
        return meant;
      }
    }
  }

  @Override
  public int purge(Duration age) {
    Instant before = now().minus(Bounds.require("an age", age));
    return deleteAll(KeyAction.PURGED, () -> store.findExpired(before, PURGED_AT_ONCE));
  }

  /** Deletes what is to be deleted, some at once, until there is no more. */
  private int deleteAll(KeyAction action, Supplier<List<AuthToken>> next) {
    int deleted = 0;
    int conflicts = 0;
    for (List<AuthToken> keys = next.get(); !keys.isEmpty(); keys = next.get()) {
      List<Step> steps = keys.stream().map(key -> Step.deleted(action, key)).toList();
      if (ledger.write(now(), attribution, steps, null) == Outcome.DONE) {
        deleted += steps.size();
        conflicts = 0;
      } else if (++conflicts == MAX_ATTEMPTS) {
        throw new StoreException("the keys were changed by others all the time; try again");
      }
    }
    return deleted;
  }

  private Optional<AuthToken> delete(UUID id, KeyAction action) {
    return attempt(
        id,
        key -> {
          boolean done = write(Step.deleted(action, key)) == Outcome.DONE;
          return done ? Optional.of(key) : Optional.empty();
        });
  }

  private Optional<AuthToken> change(UUID id, UnaryOperator<AuthToken> edit) {
    return attempt(
        id,
        before -> {
          AuthToken edited = edit.apply(before);
          if (edited.equals(before)) {
            return Optional.of(before);
          }
          AuthToken after = edited.toBuilder().updatedAt(now()).build();
          Step step = new Step(actionOf(before, after), before, after);
          boolean done = write(step) == Outcome.DONE;
          return done ? Optional.ofNullable(step.stored()) : Optional.empty();
        });
  }

  /** Empty if there is no such key; the work answers empty if somebody else was faster. */
  private <T> Optional<T> attempt(UUID id, Function<AuthToken, Optional<T>> work) {
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      Optional<AuthToken> stored = store.findById(id);
      if (stored.isEmpty()) {
        return Optional.empty();
      }
      Optional<T> result = work.apply(stored.get());
      if (result.isPresent()) {
        return result;
      }
    }
    throw changedByOthers(id);
  }

  private Outcome write(Step step) {
    return ledger.write(now(), attribution, List.of(step), null);
  }

  private static boolean isExpected(AuthToken key, OptionalLong version) {
    return version.isEmpty() || version.getAsLong() == key.version();
  }

  private static KeyAction actionOf(AuthToken before, AuthToken after) {
    if (before.active() == after.active()) {
      return KeyAction.CHANGED;
    }
    return after.active() ? KeyAction.ACTIVATED : KeyAction.DEACTIVATED;
  }

  private static StoreException changedByOthers(UUID id) {
    return new StoreException("key " + id + " was changed by others all the time; try again");
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}

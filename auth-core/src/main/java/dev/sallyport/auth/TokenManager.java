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

/**
 * Makes, shows, changes and ends keys.
 *
 * <p>Asks nobody whether the caller may do so, but writes down who did it: see {@link
 * #attributedTo}. A change is in the store, with its audit record, when its method returns, and the
 * next request that uses the key in this JVM is judged by it. A change of a key that is not there
 * answers empty. Every method throws {@link StoreException} if the store could not be asked.
 * Thread-safe.
 */
public final class TokenManager {
  static final int MAX_ATTEMPTS = 100;
  private static final int PURGED_AT_ONCE = 500;

  private final TokenStore store;
  private final KeyLedger ledger;
  private final KeyMaker maker;
  private final KeyStates states;
  private final Optional<ResourceManager> resources;
  private final Clock clock;
  private final Attribution attribution;

  TokenManager(
      KeyLedger ledger,
      KeyMaker maker,
      KeyStates states,
      Optional<ResourceManager> resources,
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

  /** The same manager, whose changes are written down as those of somebody. */
  public TokenManager attributedTo(Attribution attribution) {
    return new TokenManager(ledger, maker, states, resources, clock, attribution);
  }

  /**
   * Makes a key for an active staff owner, switched on.
   *
   * @return the key and, this once, its token; or why there is none
   * @throws IllegalArgumentException if a part is out of its bounds; the message names the part
   */
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

  /**
   * Creates a key on behalf of another one, within what that issuer may give.
   *
   * @return as {@link #create(NewKey)}
   * @throws IllegalArgumentException if a part is out of its bounds; the message names the part
   */
  public CreateResult create(NewKey wanted, TokenPrincipal issuer) {
    return objectionToGiving(
            issuer, wanted.scopes(), wanted.networks(), validity(wanted.lifetime(), now()))
        .<CreateResult>map(Refused::new)
        .orElseGet(() -> create(wanted));
  }

  /**
   * Tells why a key may not give another one these rights: no key gives scopes that it does not
   * hold, networks that it is not for, or, unless it holds the scope {@code *}, a later end than
   * its own.
   *
   * @param issuer the key that gives; one that is gone gives nothing
   * @return empty if it may
   */
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

  /** Returns how long a key can be valid. */
  public Validity validity(AuthToken key) {
    return maker.validity().of(key);
  }

  /**
   * Returns how long a key could be valid if it got this lifetime now.
   *
   * @param createdAt when the key was made, which bounds its age; now for a new one
   */
  public Validity validity(Lifetime lifetime, Instant createdAt) {
    return maker.validity().of(lifetime, createdAt, now());
  }

  /** Returns how long the successor could be valid that a key would get now. */
  public Validity validityOfSuccessor(AuthToken key) {
    return maker.validity().ofSuccessor(key, now());
  }

  /**
   * Makes the successor of a key: with the same owner, name, description, scopes, tags and prefix,
   * and a life as long as the old one's was meant to be. Of the generations before, only the old
   * key itself may overlap with it: an older one that still works is ended now.
   *
   * @return the successor and, this once, its token; or why there is none
   */
  public Optional<CreateResult> rotate(UUID id, Rotation how) {
    return rotate(id, OptionalLong.empty(), how);
  }

  /**
   * The same, if nobody has changed the key since the caller saw it.
   *
   * @param expectedVersion {@link AuthToken#version()} of the key that the caller saw
   */
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

  /** A key in whatever state it is. */
  public Optional<AuthToken> get(UUID id) {
    return store.findById(id);
  }

  /**
   * Several keys in whatever state they are.
   *
   * @param ids up to 1,000
   * @return those that there are, in any order
   */
  public List<AuthToken> get(Collection<UUID> ids) {
    return store.findByIds(ids);
  }

  /** One page of keys. */
  public Page<AuthToken> list(TokenQuery query) {
    return store.list(query);
  }

  /**
   * Returns keys with their effective states, in the same order.
   *
   * @param keys up to {@value TokenQuery#MAX_SIZE}
   */
  public List<KeyWithState> withStates(Collection<AuthToken> keys) {
    return states.of(keys);
  }

  /** Returns one page of keys with their effective states. */
  public Page<KeyWithState> listWithStates(TokenQuery query) {
    Page<AuthToken> page = list(query);
    return new Page<>(withStates(page.items()), page.total());
  }

  /**
   * Counts keys by their effective state. Where a host's {@code OwnerDirectory} keeps the owners,
   * counts and conditions take every owner for active, since the store cannot tell.
   *
   * @param accountNumber empty for all accounts
   * @param soon how far ahead an end is near, not negative and at most a century
   */
  public KeySummary summary(Optional<String> accountNumber, Duration soon) {
    return store.summary(conditions(accountNumber, soon));
  }

  /**
   * Returns the conditions of {@link #summary} as of now: which keys count as active, expired, over
   * age and so on.
   *
   * @param accountNumber empty for all accounts
   * @param soon how far ahead an end is near, not negative and at most a century
   */
  public SummaryQuery conditions(Optional<String> accountNumber, Duration soon) {
    return states.conditions(accountNumber, soon);
  }

  /**
   * Gives a key another name.
   *
   * @throws IllegalArgumentException if the name is out of its bounds
   */
  public Optional<AuthToken> rename(UUID id, String name) {
    return change(id, key -> key.toBuilder().name(name).build());
  }

  /**
   * Gives a key another description.
   *
   * @throws IllegalArgumentException if the description is out of its bounds
   */
  public Optional<AuthToken> describe(UUID id, String description) {
    return change(id, key -> key.toBuilder().description(description).build());
  }

  /**
   * Changes several parts of a key at once.
   *
   * @return what came of it; it is never {@code Outdated}
   * @throws IllegalArgumentException if a part is out of its bounds; the message names the part
   */
  public Optional<ChangeResult> edit(UUID id, KeyEdit edit) {
    return edit(id, OptionalLong.empty(), edit);
  }

  /**
   * The same, if nobody has changed the key since the caller saw it.
   *
   * @param expectedVersion {@link AuthToken#version()} of the key that the caller saw
   * @throws IllegalArgumentException if a part is out of its bounds; the message names the part
   */
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

  /** Switches a key on; one that is on stays as it is. */
  public Optional<AuthToken> activate(UUID id) {
    return change(id, AuthToken::activate);
  }

  /** Switches a key off, whatever became of its owner; one that is off stays as it is. */
  public Optional<AuthToken> deactivate(UUID id) {
    return change(id, AuthToken::deactivate);
  }

  /** Switches a key to its other state; of two calls at once, one undoes the other. */
  public Optional<AuthToken> toggle(UUID id) {
    return change(id, AuthToken::toggle);
  }

  /**
   * Ends a key for good.
   *
   * @return the key as it was, empty if there was none
   */
  public Optional<AuthToken> delete(UUID id) {
    return delete(id, KeyAction.DELETED);
  }

  /**
   * The same, if nobody has changed the key since the caller saw it.
   *
   * @param expectedVersion {@link AuthToken#version()} of the key that the caller saw
   */
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

  /**
   * Does the same to many keys, all of them together or none; each with an audit record of its own.
   * What the caller may see and change is asked of the very versions that are changed.
   *
   * @param ids up to {@value TokenQuery#MAX_SIZE}; one that is named twice counts once
   * @param isSeen keys for which it is false are as if they were not there
   * @param mayChange keys for which it is false stay as they are
   * @throws IllegalArgumentException if there are more
   */
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

  /** Ends the key with which its holder came, as knox's logout does. */
  public Optional<AuthToken> logOut(UUID id) {
    return delete(id, KeyAction.LOGGED_OUT);
  }

  /**
   * Ends every key that an owner has now, as knox's logoutall does; whoever made them. Up to
   * {@value TokenQuery#MAX_SIZE} keys end together or not at all.
   *
   * @return how many there were
   */
  public int logOutAll(Owner owner) {
    Instant now = now(); // so that whoever goes on making keys does not keep us busy for ever
    TokenQuery query = TokenQuery.all().ofOwner(owner);
    return deleteAll(
        KeyAction.LOGGED_OUT, () -> someKeys(query, it -> !it.createdAt().isAfter(now)));
  }

  /**
   * Deletes every key of an owner that the host application has deleted or is about to delete, with
   * its bindings: call it then, where the host keeps its owners itself. {@link
   * OwnerManager#deleteUser} does so where Sallyport keeps them.
   *
   * <p>A resource that requires no other keys keeps its last binding: without one it would be open.
   * Up to {@value TokenQuery#MAX_SIZE} keys are deleted together or not at all; if it fails, call
   * it again.
   *
   * @return how many there were
   */
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

  /**
   * Removes the keys that have been over for so long, some hundred in a transaction. They are kept
   * until then, so that one can see which keys there were.
   *
   * @param age how long their end must lie in the past, not negative and at most a century
   * @return how many were removed
   * @throws IllegalArgumentException if the age is otherwise
   */
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

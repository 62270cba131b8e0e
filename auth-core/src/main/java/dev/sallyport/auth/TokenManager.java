package dev.sallyport.auth;

import dev.sallyport.auth.CreateResult.Created;
import dev.sallyport.auth.CreateResult.Reason;
import dev.sallyport.auth.CreateResult.Refused;
import dev.sallyport.auth.spi.OwnerDirectory;
import dev.sallyport.auth.spi.OwnerProfile;
import dev.sallyport.auth.spi.OwnerStatus;
import dev.sallyport.auth.spi.Page;
import dev.sallyport.auth.spi.StoreException;
import dev.sallyport.auth.spi.TokenQuery;
import dev.sallyport.auth.spi.TokenStore;
import dev.sallyport.auth.token.AuthToken;
import dev.sallyport.auth.token.Digester;
import dev.sallyport.auth.token.Secret;
import dev.sallyport.auth.token.TokenFormat;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * Makes, shows, changes and ends keys.
 *
 * <p>Asks nobody whether the caller may do so. A change is in the store when its method returns,
 * and the next request that uses the key in this JVM is judged by it. A change of a key that is not
 * there answers empty. Every method throws {@link StoreException} if the store could not be asked.
 * Thread-safe.
 */
public final class TokenManager {
  private static final int MAX_ATTEMPTS = 100;

  private final TokenStore store;
  private final OwnerDirectory owners;
  private final TokenFormat format;
  private final Digester digester;
  private final Clock clock;
  private final VerifiedTokens verified;

  TokenManager(Sallyport.Builder parts, VerifiedTokens verified) {
    this.store = parts.store;
    this.owners = parts.owners;
    this.format = parts.format;
    this.digester = parts.digester;
    this.clock = parts.clock;
    this.verified = verified;
  }

  /**
   * Makes a key for an active staff owner, switched on.
   *
   * @return the key and, this once, its token; or why there is none
   * @throws IllegalArgumentException if a part is out of its bounds; the message names the part
   */
  public CreateResult create(NewKey wanted) {
    Instant now = now();
    Optional<Reason> objection = objection(wanted, now);
    if (objection.isPresent()) {
      return new Refused(objection.get());
    }
    Secret token = format.generate();
    AuthToken key =
        AuthToken.builder(
                UUID.randomUUID(),
                format.lookupOf(token).orElseThrow(),
                digester.digest(token),
                wanted.owner(),
                wanted.name(),
                now)
            .description(wanted.description())
            .scopes(wanted.scopes())
            .tags(wanted.tags())
            .expiresAt(wanted.expiresAtOrNull())
            .build();
    if (!store.insert(key)) {
      throw new StoreException("a random lookup of a new key exists already; try again");
    }
    return new Created(key, token);
  }

  /** A key in whatever state it is. */
  public Optional<AuthToken> get(UUID id) {
    return store.findById(id);
  }

  /** One page of keys, newest first. */
  public Page<AuthToken> list(TokenQuery query) {
    return store.list(query);
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
    Optional<AuthToken> key = store.findById(id);
    if (key.isEmpty() || !store.delete(id)) {
      return Optional.empty();
    }
    verified.forget(key.get().lookup());
    return key;
  }

  private Optional<AuthToken> change(UUID id, UnaryOperator<AuthToken> edit) {
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      Optional<AuthToken> stored = store.findById(id);
      if (stored.isEmpty()) {
        return Optional.empty();
      }
      AuthToken before = stored.get();
      AuthToken edited = edit.apply(before);
      if (edited.equals(before)) {
        return stored;
      }
      AuthToken changed = edited.toBuilder().updatedAt(now()).build();
      if (store.replace(changed)) {
        verified.forget(before.lookup());
        return Optional.of(changed.toBuilder().version(before.version() + 1).build());
      }
    }
    throw new StoreException("key " + id + " was changed by others all the time; try again");
  }

  private Optional<Reason> objection(NewKey wanted, Instant now) {
    Optional<OwnerStatus> owner = owners.find(wanted.owner()).map(OwnerProfile::status);
    if (owner.isEmpty()) {
      return Optional.of(Reason.OWNER_UNKNOWN);
    }
    if (!owner.get().isActive()) {
      return Optional.of(Reason.OWNER_INACTIVE);
    }
    if (!owner.get().staff()) {
      return Optional.of(Reason.OWNER_NOT_STAFF);
    }
    if (wanted.expiresAtOrNull() != null && wanted.expiresAtOrNull().isBefore(now)) {
      return Optional.of(Reason.EXPIRY_IN_THE_PAST);
    }
    return Optional.empty();
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}

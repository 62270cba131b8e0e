package dev.sallyport.auth;

import dev.sallyport.auth.KeyLedger.Step;
import dev.sallyport.auth.spi.Attribution;
import dev.sallyport.auth.spi.Event.KeyAction;
import dev.sallyport.auth.spi.KeyChanges;
import dev.sallyport.auth.spi.OwnerRegistry;
import dev.sallyport.auth.spi.OwnerRegistry.Account;
import dev.sallyport.auth.spi.OwnerRegistry.User;
import dev.sallyport.auth.spi.StoreException;
import dev.sallyport.auth.spi.TokenStore;
import dev.sallyport.auth.token.AuthToken;
import dev.sallyport.auth.token.Owner;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Takes over keys of django-rest-knox and Smarter, so that their old tokens keep working.
 *
 * <p>The setting {@code token-formats} must name {@code knox} where the tokens are used; at its
 * first use a key gets a digest of the configured kind. Importing the same row again changes
 * nothing. Missing accounts are made, and missing users as active staff without a password; those
 * that are there stay as they are. Thread-safe.
 */
public final class KnoxImport {
  private final KeyLedger ledger;
  private final OwnerRegistry registry;
  private final OwnerManager owners;
  private final Clock clock;
  private final Attribution attribution;

  KnoxImport(
      KeyLedger ledger,
      OwnerRegistry registry,
      OwnerManager owners,
      Clock clock,
      Attribution attribution) {
    this.ledger = ledger;
    this.registry = registry;
    this.owners = owners;
    this.clock = clock;
    this.attribution = attribution;
  }

  /** The same import, written down as that of somebody. */
  public KnoxImport attributedTo(Attribution attribution) {
    return new KnoxImport(ledger, registry, owners.attributedTo(attribution), clock, attribution);
  }

  /** What became of a row. */
  public enum Outcome {
    /** The key is there now. */
    IMPORTED,
    /** A key with this digest or id was there already; nothing was changed. */
    ALREADY_THERE,
    /** The username belongs to another account; no key or user was made. */
    USERNAME_OF_ANOTHER_ACCOUNT
  }

  /**
   * Takes over one key.
   *
   * @throws IllegalArgumentException if a part is out of its bounds; the message names the part
   * @throws StoreException if the store could not be asked
   */
  public Outcome importKey(KnoxRow row) {
    AuthToken key = keyOf(row);
    TokenStore store = ledger.store();
    if (store.findByLookup(key.lookup()).isPresent() || store.findById(key.id()).isPresent()) {
      return Outcome.ALREADY_THERE;
    }
    if (!makeSureThereIs(row.owner())) {
      return Outcome.USERNAME_OF_ANOTHER_ACCOUNT;
    }
    AuthToken owned = key.toBuilder().ownerIncarnation(incarnationOf(row.owner())).build();
    List<Step> steps = List.of(Step.created(KeyAction.IMPORTED, owned));
    boolean done =
        ledger.write(clock.instant(), attribution, steps, null) == KeyChanges.Outcome.DONE;
    return done ? Outcome.IMPORTED : Outcome.ALREADY_THERE;
  }

  private boolean makeSureThereIs(Owner owner) {
    if (registry.find(owner).isPresent()) {
      return true;
    }
    if (registry.findUser(owner.username()).isPresent()) {
      return false; // another account's, as nothing was found above
    }
    boolean madeAccount = owners.createAccount(new Account(owner.accountNumber(), "", true));
    boolean madeUser = owners.createUser(new User(owner, "", true, true, null), Optional.empty());
    return madeUser || (!madeAccount && registry.find(owner).isPresent());
  }

  private @Nullable String incarnationOf(Owner owner) {
    return registry.find(owner).map(it -> it.status().incarnation()).orElse(null);
  }

  /** How long it was meant to live is not in knox's table; how long it has left must do. */
  private AuthToken keyOf(KnoxRow row) {
    Instant now = clock.instant();
    Instant end = row.expiresAtOrNull();
    Duration left = end == null || end.isBefore(now) ? null : Duration.between(now, end);
    return AuthToken.builder(
            Optional.ofNullable(row.idOrNull()).orElseGet(UUID::randomUUID),
            row.digest(),
            "sha512$" + row.digest(),
            row.owner(),
            row.name(),
            row.createdAt())
        .description(row.description())
        .tags(row.tags())
        .active(row.active())
        .expiresAt(end)
        .ttl(left)
        .lastUsedAt(row.lastUsedAtOrNull())
        .build();
  }
}

package dev.sallyport.auth;

import dev.sallyport.auth.spi.OwnerRegistry;
import dev.sallyport.auth.spi.OwnerRegistry.Account;
import dev.sallyport.auth.spi.OwnerRegistry.User;
import dev.sallyport.auth.spi.StoreException;
import dev.sallyport.auth.spi.TokenStore;
import dev.sallyport.auth.token.AuthToken;
import dev.sallyport.auth.token.Owner;
import java.util.Optional;
import java.util.UUID;

/**
 * Takes over keys of django-rest-knox and Smarter, so that their old tokens keep working.
 *
 * <p>The setting {@code token-formats} must name {@code knox} where the tokens are used; at its
 * first use a key gets a digest of the configured kind. Importing the same row again changes
 * nothing. Missing accounts are made, and missing users as active staff without a password; those
 * that are there stay as they are. Thread-safe.
 */
public final class KnoxImport {
  private final TokenStore store;
  private final OwnerRegistry owners;

  KnoxImport(TokenStore store, OwnerRegistry owners) {
    this.store = store;
    this.owners = owners;
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
    if (store.findByLookup(key.lookup()).isPresent() || store.findById(key.id()).isPresent()) {
      return Outcome.ALREADY_THERE;
    }
    if (!makeSureThereIs(row.owner())) {
      return Outcome.USERNAME_OF_ANOTHER_ACCOUNT;
    }
    return store.insert(key) ? Outcome.IMPORTED : Outcome.ALREADY_THERE;
  }

  private boolean makeSureThereIs(Owner owner) {
    if (owners.find(owner).isPresent()) {
      return true;
    }
    boolean madeAccount = owners.insertAccount(new Account(owner.accountNumber(), "", true));
    boolean madeUser = owners.insertUser(new User(owner, "", true, true, null));
    return madeUser || (!madeAccount && owners.find(owner).isPresent());
  }

  private static AuthToken keyOf(KnoxRow row) {
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
        .expiresAt(row.expiresAtOrNull())
        .lastUsedAt(row.lastUsedAtOrNull())
        .build();
  }
}

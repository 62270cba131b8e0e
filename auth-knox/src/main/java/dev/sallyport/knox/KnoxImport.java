package dev.sallyport.knox;

import dev.sallyport.Sallyport;
import dev.sallyport.audit.AuditContext;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.Owner;
import dev.sallyport.key.OwnerProfile;
import dev.sallyport.key.TextRules;
import dev.sallyport.management.ApiKeyManager;
import dev.sallyport.management.Lifetime;
import dev.sallyport.management.OwnerManager;
import dev.sallyport.spi.OwnerDirectory;
import dev.sallyport.spi.OwnerRegistry.Account;
import dev.sallyport.spi.OwnerRegistry.User;
import dev.sallyport.spi.StoreConflictException;
import dev.sallyport.spi.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Import of keys from django-rest-knox and Smarter. Existing tokens stay valid.
 *
 * <p>The setting {@code token-formats} must name {@code knox} where the tokens are used. At its
 * first use a key gets a digest of the configured kind. Importing the same row again changes
 * nothing.
 *
 * <p>Missing accounts are created. Missing users are created without a password, active and staff
 * as in the row; a user is created inactive if the row does not say, unless {@link
 * #withActiveUsers} is called. Existing accounts and users are not changed. A key whose user is
 * inactive in the row but active here is imported inactive, because knox denies its token. Texts
 * that are too long are cut. Thread-safe.
 *
 * <pre>{@code
 * KnoxImport.Result result = KnoxImport.into(sallyport).importKey(row);
 * }</pre>
 *
 * @since 0.1.0
 */
public final class KnoxImport {
  private final ApiKeyManager keys;
  private final OwnerDirectory directory;
  private final OwnerManager owners;
  private final Clock clock;
  private final Defaults defaults;

  private KnoxImport(
      ApiKeyManager keys,
      OwnerDirectory directory,
      OwnerManager owners,
      Clock clock,
      Defaults defaults) {
    this.keys = keys;
    this.directory = directory;
    this.owners = owners;
    this.clock = clock;
    this.defaults = defaults;
  }

  /**
   * Returns an import into an application.
   *
   * @throws IllegalStateException if the host provides accounts and users itself
   */
  public static KnoxImport into(Sallyport sallyport) {
    return new KnoxImport(
        sallyport.keys(),
        sallyport.owners(),
        sallyport.ownerManager(),
        sallyport.clock(),
        new Defaults(false, User.STAFF_BY_DEFAULT, null));
  }

  /** Values for what a row does not have. */
  private record Defaults(boolean userActive, boolean userStaff, @Nullable Duration ttl) {}

  /** Returns an import whose changes are attributed to an actor in the audit log. */
  public KnoxImport as(AuditContext attribution) {
    return new KnoxImport(keys.as(attribution), directory, owners.as(attribution), clock, defaults);
  }

  /** Returns an import that creates active users where a row does not say whether they are. */
  public KnoxImport withActiveUsers() {
    return with(new Defaults(true, defaults.userStaff, defaults.ttl));
  }

  /** Returns an import that creates staff users where a row does not say whether they are. */
  public KnoxImport withStaffUsers() {
    return with(new Defaults(defaults.userActive, true, defaults.ttl));
  }

  /**
   * Returns an import whose keys are renewed by use if the setting {@code auto-refresh} says so. A
   * use extends the expiry to {@code ttl} from then. A key that never expires is not changed.
   *
   * @param ttl knox's {@code TOKEN_TTL}; from a millisecond to a century
   * @throws IllegalArgumentException if {@code ttl} is out of bounds
   */
  public KnoxImport ttl(Duration ttl) {
    return with(new Defaults(defaults.userActive, defaults.userStaff, new Lifetime.For(ttl).ttl()));
  }

  private KnoxImport with(Defaults other) {
    return new KnoxImport(keys, directory, owners, clock, other);
  }

  /** Outcome of the import of a row. */
  public enum Outcome {
    /** The key was imported. */
    IMPORTED,
    /** A key with this digest or id already exists; nothing was changed. */
    ALREADY_THERE
  }

  /** Difference between a row and the imported key. */
  public enum Adjustment {
    /** The name was cut or joined into one line. */
    NAME,
    /** The description was cut or joined into one line. */
    DESCRIPTION,
    /** A tag was cut, left out, or lost characters that tags cannot have. */
    TAGS,
    /** The key is inactive, because its user is inactive in the row and active here. */
    INACTIVE
  }

  /**
   * Result of the import of a row.
   *
   * @param outcome the outcome
   * @param accountCreated whether the account was missing and was created
   * @param createdUser the user that was created; null if none was
   * @param adjustments the differences from the row; empty unless the key was imported
   */
  public record Result(
      Outcome outcome,
      boolean accountCreated,
      @Nullable User createdUser,
      Set<Adjustment> adjustments) {
    public Result {
      adjustments = Set.copyOf(adjustments);
    }

    private static Result of(Outcome outcome) {
      return new Result(outcome, false, null, Set.of());
    }
  }

  /**
   * Imports one key.
   *
   * @throws IllegalArgumentException if a value is out of bounds; the message names the value
   * @throws StoreException if the store failed
   */
  public Result importKey(KnoxRow row) {
    ApiKey key = keyOf(row);
    if (keys.findByLookup(key.lookup()).isPresent() || keys.get(key.id()).isPresent()) {
      return Result.of(Outcome.ALREADY_THERE);
    }
    Owner owner = row.owner();
    boolean isMissing = directory.find(owner).isEmpty();
    User user = userOf(row);
    boolean accountCreated =
        isMissing
            && owners.account(owner.accountId()).isEmpty()
            && owners.createAccount(new Account(owner.accountId(), "", true));
    boolean userCreated = isMissing && owners.createUser(user);
    // Read again, because a concurrent import may have created the user.
    OwnerProfile profile =
        directory
            .find(owner)
            .orElseThrow(
                () -> new StoreConflictException("An owner was deleted during its import."));
    boolean isDeniedByKnox =
        Boolean.FALSE.equals(row.userActive()) && profile.status().userActive();
    ApiKey imported = isDeniedByKnox ? key.deactivate() : key;
    boolean isImported = keys.importKey(imported);
    return new Result(
        isImported ? Outcome.IMPORTED : Outcome.ALREADY_THERE,
        accountCreated,
        userCreated ? user : null,
        isImported ? adjustments(row, imported) : Set.of());
  }

  private User userOf(KnoxRow row) {
    Boolean active = row.userActive();
    Boolean staff = row.userStaff();
    return User.person(row.owner())
        .active(active == null ? defaults.userActive : active)
        .staff(staff == null ? defaults.userStaff : staff);
  }

  private static Set<Adjustment> adjustments(KnoxRow row, ApiKey key) {
    Set<Adjustment> adjustments = EnumSet.noneOf(Adjustment.class);
    if (!key.name().equals(row.name())) {
      adjustments.add(Adjustment.NAME);
    }
    if (!key.description().equals(row.description())) {
      adjustments.add(Adjustment.DESCRIPTION);
    }
    if (!key.tags().equals(Set.copyOf(row.tags()))) {
      adjustments.add(Adjustment.TAGS);
    }
    if (key.active() != row.active()) {
      adjustments.add(Adjustment.INACTIVE);
    }
    return adjustments;
  }

  /** Converts a row. The ttl is the remaining lifetime, since knox does not store the original. */
  private ApiKey keyOf(KnoxRow row) {
    Instant now = clock.instant();
    Instant end = row.expiresAt();
    Duration left = end == null || end.isBefore(now) ? null : Duration.between(now, end);
    boolean isRenewable = end != null && defaults.ttl != null;
    return ApiKey.builder(
            Optional.ofNullable(row.id()).orElseGet(UUID::randomUUID),
            row.digest(),
            "sha512$" + row.digest(),
            row.owner(),
            TextRules.fit(row.name(), ApiKey.MAX_NAME),
            Optional.ofNullable(row.createdAt()).orElse(now))
        .description(TextRules.fit(row.description(), ApiKey.MAX_DESCRIPTION))
        .tags(KnoxTags.of(row.tags()))
        .active(row.active())
        .expiresAt(end)
        .ttl(isRenewable ? defaults.ttl : left)
        .renewable(isRenewable)
        .lastUsedAt(row.lastUsedAt())
        .build();
  }
}

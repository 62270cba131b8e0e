package dev.sallyport.knox;

import dev.sallyport.Sallyport;
import dev.sallyport.audit.AuditContext;
import dev.sallyport.internal.TimeLimits;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.Owner;
import dev.sallyport.key.OwnerProfile;
import dev.sallyport.key.TextRules;
import dev.sallyport.management.ApiKeyManager;
import dev.sallyport.management.OwnerManager;
import dev.sallyport.spi.OwnerDirectory;
import dev.sallyport.spi.OwnerRegistry.Account;
import dev.sallyport.spi.OwnerRegistry.User;
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
 * Takes over keys of django-rest-knox and Smarter, so that their old tokens keep working.
 *
 * <p>The setting {@code token-formats} must name {@code knox} where the tokens are used; at its
 * first use a key gets a digest of the configured kind. Importing the same row again changes
 * nothing. Missing accounts are created, and missing users without a password, as active and as
 * staff as the row says; those that are there stay as they are. A user of whom the row does not say
 * that it is active is created inactive, and a key whose user is inactive in the row but active
 * here is imported inactive, because knox refuses its token. Texts that do not fit are cut.
 * Thread-safe.
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
   * @throws IllegalStateException if the host keeps accounts and users itself
   */
  public static KnoxImport into(Sallyport sallyport) {
    return new KnoxImport(
        sallyport.keys(),
        sallyport.owners(),
        sallyport.ownerManager(),
        sallyport.clock(),
        new Defaults(false, User.STAFF_BY_DEFAULT, null));
  }

  /** What rows do not say. */
  private record Defaults(boolean userActive, boolean userStaff, @Nullable Duration ttl) {}

  /** The same import, written down as that of somebody. */
  public KnoxImport as(AuditContext attribution) {
    return new KnoxImport(keys.as(attribution), directory, owners.as(attribution), clock, defaults);
  }

  /** The same import, which creates users like this where a row does not say what they are. */
  public KnoxImport newUsers(boolean active, boolean staff) {
    return with(new Defaults(active, staff, defaults.ttl));
  }

  /**
   * The same import, whose keys are renewed by use where the setting {@code auto-refresh} says so:
   * to this long from the use. A key without an end stays without one.
   *
   * @param ttl a millisecond to a century; knox's {@code TOKEN_TTL}
   * @throws IllegalArgumentException if it is otherwise
   */
  public KnoxImport ttl(Duration ttl) {
    return with(
        new Defaults(
            defaults.userActive, defaults.userStaff, TimeLimits.requireSome("a ttl", ttl)));
  }

  private KnoxImport with(Defaults other) {
    return new KnoxImport(keys, directory, owners, clock, other);
  }

  /** What was done with a row. */
  public enum Outcome {
    /** The key is there now. */
    IMPORTED,
    /** A key with this digest or id was there already; nothing was changed. */
    ALREADY_THERE,
    /** The username belongs to another account; no key or user was created. */
    USERNAME_OF_ANOTHER_ACCOUNT
  }

  /** What is not as in the row. */
  public enum Adjustment {
    /** The name was cut, or put on one line. */
    NAME,
    /** The description was cut, or put on one line. */
    DESCRIPTION,
    /** A tag was cut, left out, or lost characters that tags do not have. */
    TAGS,
    /** The key is inactive, because its user is inactive in the row and active here. */
    INACTIVE
  }

  /**
   * What was done with a row, and what was created for it.
   *
   * @param accountCreated whether the account was missing
   * @param createdUserOrNull the user, if it was missing
   * @param adjustments what is not as in the row; empty unless the key was imported
   */
  public record Result(
      Outcome outcome,
      boolean accountCreated,
      @Nullable User createdUserOrNull,
      Set<Adjustment> adjustments) {
    public Result {
      adjustments = Set.copyOf(adjustments);
    }

    private static Result of(Outcome outcome) {
      return new Result(outcome, false, null, Set.of());
    }
  }

  /**
   * Takes over one key.
   *
   * @throws IllegalArgumentException if a part is out of its bounds; the message names the part
   * @throws StoreException if the store could not be asked
   */
  public Result importKey(KnoxRow row) {
    ApiKey key = keyOf(row);
    if (keys.findByLookup(key.lookup()).isPresent() || keys.get(key.id()).isPresent()) {
      return Result.of(Outcome.ALREADY_THERE);
    }
    Owner owner = row.owner();
    boolean isMissing = directory.find(owner).isEmpty();
    if (isMissing && owners.user(owner.username()).isPresent()) {
      return Result.of(Outcome.USERNAME_OF_ANOTHER_ACCOUNT);
    }
    User user = userOf(row);
    boolean accountCreated =
        isMissing && owners.createAccount(new Account(owner.accountNumber(), "", true));
    boolean userCreated = isMissing && owners.createUser(user);
    // Asked again, because another import may have been faster.
    Optional<OwnerProfile> there = directory.find(owner);
    if (there.isEmpty()) {
      return Result.of(Outcome.USERNAME_OF_ANOTHER_ACCOUNT);
    }
    boolean isRefusedByKnox =
        Boolean.FALSE.equals(row.userActiveOrNull()) && there.get().status().userActive();
    ApiKey imported = isRefusedByKnox ? key.deactivate() : key;
    boolean isImported = keys.importKey(imported);
    return new Result(
        isImported ? Outcome.IMPORTED : Outcome.ALREADY_THERE,
        accountCreated,
        userCreated ? user : null,
        isImported ? adjustments(row, imported) : Set.of());
  }

  private User userOf(KnoxRow row) {
    Boolean active = row.userActiveOrNull();
    Boolean staff = row.userStaffOrNull();
    return new User(
        row.owner(),
        "",
        active == null ? defaults.userActive : active,
        staff == null ? defaults.userStaff : staff,
        null);
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

  /** How long it was meant to live is not in knox's table; how long it has left must do. */
  private ApiKey keyOf(KnoxRow row) {
    Instant now = clock.instant();
    Instant end = row.expiresAtOrNull();
    Duration left = end == null || end.isBefore(now) ? null : Duration.between(now, end);
    boolean isRenewable = end != null && defaults.ttl != null;
    return ApiKey.builder(
            Optional.ofNullable(row.idOrNull()).orElseGet(UUID::randomUUID),
            row.digest(),
            "sha512$" + row.digest(),
            row.owner(),
            TextRules.fit(row.name(), ApiKey.MAX_NAME),
            Optional.ofNullable(row.createdAtOrNull()).orElse(now))
        .description(TextRules.fit(row.description(), ApiKey.MAX_DESCRIPTION))
        .tags(TextRules.fitWords(row.tags()))
        .active(row.active())
        .expiresAt(end)
        .ttl(isRenewable ? defaults.ttl : left)
        .renewable(isRenewable)
        .lastUsedAt(row.lastUsedAtOrNull())
        .build();
  }
}

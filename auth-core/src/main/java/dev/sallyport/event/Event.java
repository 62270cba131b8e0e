package dev.sallyport.event;

import dev.sallyport.audit.AuditContext;
import dev.sallyport.authorization.DenialReason;
import dev.sallyport.authorization.ResourceId;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.Owner;
import dev.sallyport.spi.Invalidation;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Something that happened, told to every {@link EventListener}. Holds no token and no password. */
public sealed interface Event {
  /** When, by the clock of the gate. */
  Instant at();

  /**
   * A key was made, changed or ended; it is in the store.
   *
   * @param beforeOrNull null if the key is new
   * @param afterOrNull null if the key is gone
   * @param attribution who did it, from where, and why
   */
  record KeyChanged(
      Instant at,
      KeyAction action,
      @Nullable ApiKey beforeOrNull,
      @Nullable ApiKey afterOrNull,
      AuditContext attribution)
      implements Event {
    public Optional<ApiKey> before() {
      return Optional.ofNullable(beforeOrNull);
    }

    public Optional<ApiKey> after() {
      return Optional.ofNullable(afterOrNull);
    }
  }

  /** What can be done to a key. */
  enum KeyAction {
    CREATED,
    /** Imported from another application. */
    IMPORTED,
    ACTIVATED,
    DEACTIVATED,
    /** Another name, description or end. */
    CHANGED,
    /** Got a successor. */
    ROTATED,
    /** The successor was used for the first time, so now the predecessor has its end. */
    OVERLAP_STARTED,
    DELETED,
    /** Ended by its own holder. */
    LOGGED_OUT,
    /** Made room for a newer one of the same owner. */
    EVICTED,
    /** Removed long after its end. */
    PURGED;

    /** The word in the audit log, such as {@code key.logged-out}. */
    public String word() {
      return "key." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * An account or a user was made or changed.
   *
   * @param action such as {@code user.deactivated}
   * @param subject {@code account:<number>} or {@code user:<name>}
   */
  record OwnerChanged(Instant at, String action, String subject, AuditContext attribution)
      implements Event {}

  /**
   * A resource was made or removed, or a key was bound to it or no more.
   *
   * @param action such as {@code resource.key-bound}
   */
  record ResourceChanged(Instant at, String action, ResourceId id, AuditContext attribution)
      implements Event {}

  /**
   * Another node of the cluster told of a change; without one that tells, nodes read changes within
   * {@code max-staleness}, and there is no such event.
   *
   * @param change what is not any more what this node remembers of it
   */
  record ChangedElsewhere(Instant at, Invalidation change) implements Event {}

  /** A key got a later end, because it was used. */
  record Renewed(Instant at, UUID keyId, Owner owner, Instant expiresAt) implements Event {}

  /** A token was found good. */
  record Authenticated(Instant at, UUID keyId, Owner owner) implements Event {}

  /**
   * A request was refused.
   *
   * @param reason exactly why, also where the client is told less
   * @param keyIdOrNull null until the secret was proven
   */
  record Denied(Instant at, DenialReason reason, @Nullable UUID keyIdOrNull) implements Event {}

  /** A key was used after its end, for the first time that day in this JVM. */
  record Expired(Instant at, UUID keyId, Owner owner, Instant expiresAt) implements Event {}

  /** A key was used that is older than keys should be, for the first time that day in this JVM. */
  record OverAge(Instant at, UUID keyId, Owner owner, Duration age) implements Event {}

  /**
   * A login was refused: the user or the password was wrong, or the user not active. Says nothing
   * of who it was: people type passwords where names belong.
   *
   * @param client the address it came from; empty if unknown
   */
  record LoginFailed(Instant at, String client) implements Event {}

  /**
   * Somebody was not heard, having failed too often.
   *
   * @param what such as {@code login}
   * @param client the address it came from
   */
  record Throttled(Instant at, String what, String client, Duration retryAfter) implements Event {}
}

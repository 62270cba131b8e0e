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

/**
 * Event that is published to every {@link EventListener}. Contains no token and no password.
 *
 * <pre>{@code
 * if (event instanceof Event.Denied denied) {
 *   meter.increment(denied.reason());
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
public sealed interface Event {
  /** Returns the time of the event, by the clock of the Sallyport instance. */
  Instant at();

  /**
   * A key was created, changed or deleted, and the change is stored.
   *
   * @param at time of the change
   * @param action kind of the change
   * @param before key before the change; empty if it is new
   * @param after key after the change; empty if it was deleted
   * @param attribution actor, origin and reason
   */
  record KeyChanged(
      Instant at,
      KeyAction action,
      Optional<ApiKey> before,
      Optional<ApiKey> after,
      AuditContext attribution)
      implements Event {}

  /** Kind of a change of a key. */
  enum KeyAction {
    CREATED,
    /** Imported from another application. */
    IMPORTED,
    ACTIVATED,
    DEACTIVATED,
    /** Name, description, lifetime or another property was changed. */
    CHANGED,
    /** A successor was created. */
    ROTATED,
    /** The successor was used for the first time, which set the expiry of the predecessor. */
    OVERLAP_STARTED,
    DELETED,
    /** Deleted by its holder. */
    LOGGED_OUT,
    /** Deleted because of the key limit, in favour of a newer key of the owner. */
    EVICTED,
    /** Purged after its expiry. */
    PURGED;

    /** Returns the action in the audit log, such as {@code key.logged-out}. */
    public String word() {
      return "key." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * An account or a user was created, changed or deleted.
   *
   * @param at time of the change
   * @param action action, such as {@code user.deactivated}
   * @param subject {@code account:<number>} or {@code user:<name>}
   * @param attribution actor, origin and reason
   */
  record OwnerChanged(Instant at, String action, String subject, AuditContext attribution)
      implements Event {}

  /**
   * A resource was created or deleted, or a key was bound or unbound.
   *
   * @param at time of the change
   * @param action action, such as {@code resource.key-bound}
   * @param id id of the resource
   * @param attribution actor, origin and reason
   */
  record ResourceChanged(Instant at, String action, ResourceId id, AuditContext attribution)
      implements Event {}

  /**
   * Another node of the cluster reported a change. Without a cluster, nodes read changes within
   * {@code max-staleness}, and this event is not published.
   *
   * @param at time of receipt
   * @param change what to invalidate
   */
  record ChangedElsewhere(Instant at, Invalidation change) implements Event {}

  /**
   * A use renewed a key.
   *
   * @param at time of the renewal
   * @param keyId id of the key
   * @param owner owner of the key
   * @param expiresAt new expiry
   */
  record Renewed(Instant at, UUID keyId, Owner owner, Instant expiresAt) implements Event {}

  /**
   * A request was authenticated.
   *
   * @param at time of the request
   * @param keyId id of the key
   * @param owner owner of the key
   */
  record Authenticated(Instant at, UUID keyId, Owner owner) implements Event {}

  /**
   * A request was denied.
   *
   * @param at time of the request
   * @param reason exact reason, even if the client gets a less specific one
   * @param keyId id of the key; empty if the token was not verified
   */
  record Denied(Instant at, DenialReason reason, Optional<UUID> keyId) implements Event {}

  /**
   * An expired key was used for the first time that day in this JVM.
   *
   * @param at time of the use
   * @param keyId id of the key
   * @param owner owner of the key
   * @param expiresAt expiry of the key
   */
  record Expired(Instant at, UUID keyId, Owner owner, Instant expiresAt) implements Event {}

  /**
   * A key beyond the maximum lifetime was used for the first time that day in this JVM.
   *
   * @param at time of the use
   * @param keyId id of the key
   * @param owner owner of the key
   * @param age age of the key
   */
  record OverAge(Instant at, UUID keyId, Owner owner, Duration age) implements Event {}

  /**
   * A login was denied: wrong username or password, or inactive user. Does not contain the
   * username, because people type passwords into username fields.
   *
   * @param at time of the login
   * @param client client address; empty if unknown
   */
  record LoginFailed(Instant at, String client) implements Event {}

  /**
   * A client was throttled: after too many failures, or because a key exceeded a quota.
   *
   * @param at time of the attempt
   * @param what {@code login} or {@code token} after failures, {@code key} for a quota
   * @param client client address
   * @param retryAfter time until a retry makes sense
   */
  record Throttled(Instant at, String what, String client, Duration retryAfter) implements Event {}
}

package dev.sallyport.management;

import dev.sallyport.audit.AuditContext;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.ApiKeyPrincipal;
import dev.sallyport.key.KeySummary;
import dev.sallyport.key.Network;
import dev.sallyport.key.Owner;
import dev.sallyport.key.Page;
import dev.sallyport.management.CreateResult.Reason;
import dev.sallyport.spi.ApiKeyQuery;
import dev.sallyport.spi.StoreException;
import dev.sallyport.spi.SummaryQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Manager of API keys: creates, reads, changes, rotates and deletes them.
 *
 * <p>Does not check permissions of the caller; records the actor in the audit log, see {@link #as}.
 * When a method returns, the change and its audit record are stored, and the next request with the
 * key in this JVM sees it. Methods that change a key return empty if the key does not exist. Every
 * method throws {@link StoreException} if the store is unavailable. Thread-safe.
 *
 * <pre>{@code
 * CreateResult result =
 *     sallyport.keys()
 *         .as(AuditContext.of("ada", address))
 *         .create(CreateKeyRequest.of(owner, "CI").scopes(List.of("chat:read")));
 * if (result instanceof CreateResult.Created created) {
 *   show(created.token().reveal());
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
public interface ApiKeyManager {
  /** Returns this manager with another audit context for its changes. */
  ApiKeyManager as(AuditContext context);

  /**
   * Creates an active key for an active staff owner.
   *
   * @return the key and, only this once, its token; or the reason for the denial
   * @throws IllegalArgumentException if a field is out of bounds; the message names the field
   */
  CreateResult create(CreateKeyRequest request);

  /**
   * Creates a key on behalf of another key, limited to what the issuer may grant.
   *
   * @return as {@link #create(CreateKeyRequest)}
   * @throws IllegalArgumentException if a field is out of bounds; the message names the field
   */
  CreateResult create(CreateKeyRequest request, ApiKeyPrincipal issuer);

  /**
   * Returns why a key may not grant these rights to another key. No key grants scopes that it does
   * not hold, or networks outside its own. Unless it holds the scope {@code *}, no key grants a
   * later expiry than its own.
   *
   * @param issuer key that grants the rights; a deleted key grants nothing
   * @return the reason, or empty if the key may grant the rights
   */
  Optional<Reason> denialOfGrant(
      ApiKeyPrincipal issuer,
      Collection<String> scopes,
      Collection<Network> networks,
      Validity validity);

  /** Returns how long a key can be valid. */
  Validity validity(ApiKey key);

  /**
   * Returns how long a key would be valid if it got this lifetime now.
   *
   * @param createdAt time of creation, which limits the age; now for a new key
   */
  Validity validity(Lifetime lifetime, Instant createdAt);

  /** Returns how long a successor created now would be valid. */
  Validity validityOfSuccessor(ApiKey key);

  /**
   * Imports a key that was created elsewhere, with the digest of its token, so that the token keeps
   * working. Does not check the limit of the owner or whether the owner is active.
   *
   * @return false, with nothing changed, if a key with its id or lookup id exists
   */
  boolean importKey(ApiKey key);

  /** Returns the key with this lookup id, in any state; empty if there is none. */
  Optional<ApiKey> findByLookup(String lookup);

  /**
   * Rotates a key: creates a successor with the same owner, name, description, scopes, tags, prefix
   * and ttl. Only the rotated key overlaps with the successor; an older predecessor that still
   * works ends now.
   *
   * @return the successor and, only this once, its token; or the reason for the denial
   */
  Optional<CreateResult> rotate(UUID id, Rotation how);

  /**
   * Rotates a key if it has the expected version.
   *
   * @param expectedVersion {@link ApiKey#version()} of the key that the caller read
   */
  Optional<CreateResult> rotate(UUID id, long expectedVersion, Rotation how);

  /** Returns a key in any state; empty if there is none. */
  Optional<ApiKey> get(UUID id);

  /**
   * Returns several keys in any state.
   *
   * @param ids up to 1,000 ids
   * @return the keys that exist, in any order
   */
  List<ApiKey> get(Collection<UUID> ids);

  /**
   * Returns several keys with their effective states.
   *
   * @param ids up to 1,000 ids
   * @return the keys that exist, in any order
   */
  List<KeyWithState> getWithStates(Collection<UUID> ids);

  /** Returns one page of keys. */
  Page<ApiKey> list(ApiKeyQuery query);

  /**
   * Returns keys with their effective states, in the same order.
   *
   * @param keys up to {@value ApiKeyQuery#MAX_SIZE} keys
   */
  List<KeyWithState> withStates(Collection<ApiKey> keys);

  /** Returns one page of keys with their effective states. */
  Page<KeyWithState> listWithStates(ApiKeyQuery query);

  /**
   * Counts keys by their effective state. If a host's {@code OwnerDirectory} keeps the owners,
   * counts and conditions treat every owner as active, because the store does not know their
   * states.
   *
   * @param soon period within which an active key counts as expiring soon, not negative and at most
   *     a century
   */
  KeySummary summary(Duration soon);

  /** Counts the keys of an account, as {@link #summary(Duration)} does. */
  KeySummary summary(String accountId, Duration soon);

  /**
   * Returns the conditions of {@link #summary(Duration)} as of now: which keys count as active,
   * expired, over age and so on.
   *
   * @param soon as there
   */
  SummaryQuery conditions(Duration soon);

  /** Returns the conditions of {@link #summary(String, Duration)} as of now. */
  SummaryQuery conditions(String accountId, Duration soon);

  /**
   * Changes the name of a key.
   *
   * @throws IllegalArgumentException if the name is out of bounds
   */
  Optional<ApiKey> rename(UUID id, String name);

  /**
   * Changes the description of a key.
   *
   * @throws IllegalArgumentException if the description is out of bounds
   */
  Optional<ApiKey> describe(UUID id, String description);

  /**
   * Changes several properties of a key at once.
   *
   * @return the result, which is never {@code Outdated}
   * @throws IllegalArgumentException if a field is out of bounds; the message names the field
   */
  Optional<ChangeResult> edit(UUID id, KeyUpdate edit);

  /**
   * Changes several properties of a key if it has the expected version.
   *
   * @param expectedVersion {@link ApiKey#version()} of the key that the caller read
   * @throws IllegalArgumentException if a field is out of bounds; the message names the field
   */
  Optional<ChangeResult> edit(UUID id, long expectedVersion, KeyUpdate edit);

  /** Activates a key; an active key is left unchanged. */
  Optional<ApiKey> activate(UUID id);

  /** Deactivates a key, whatever the state of its owner; an inactive key is left unchanged. */
  Optional<ApiKey> deactivate(UUID id);

  /** Inverts the active state of a key; two concurrent calls cancel each other out. */
  Optional<ApiKey> toggle(UUID id);

  /**
   * Deletes a key.
   *
   * @return the deleted key, empty if there was none
   */
  Optional<ApiKey> delete(UUID id);

  /**
   * Deletes a key if it has the expected version.
   *
   * @param expectedVersion {@link ApiKey#version()} of the key that the caller read
   */
  Optional<ChangeResult> delete(UUID id, long expectedVersion);

  /**
   * Applies the same action to many keys, in one transaction, with an audit record for each.
   *
   * @param action the action
   * @param ids up to {@value ApiKeyQuery#MAX_SIZE} ids; duplicates count once
   * @throws IllegalArgumentException if there are more ids
   */
  default BulkResult bulk(BulkAction action, Collection<UUID> ids) {
    return bulk(action, ids, key -> true, key -> true);
  }

  /**
   * Applies the same action to many keys, in one transaction, with an audit record for each. The
   * predicates are evaluated against the versions that are changed.
   *
   * @param action the action
   * @param ids up to {@value ApiKeyQuery#MAX_SIZE} ids; duplicates count once
   * @param isSeen visibility of a key: invisible keys are treated as missing
   * @param mayChange permission to change a key: without it, a key is left unchanged
   * @throws IllegalArgumentException if there are more ids
   */
  BulkResult bulk(
      BulkAction action,
      Collection<UUID> ids,
      Predicate<ApiKey> isSeen,
      Predicate<ApiKey> mayChange);

  /** Deletes the key that its holder used for the request. */
  Optional<ApiKey> logOut(UUID id);

  /**
   * Deletes all current keys of an owner, no matter who created them. Up to {@value
   * ApiKeyQuery#MAX_SIZE} keys are deleted in one transaction.
   *
   * @return the number of deleted keys
   */
  int logOutAll(Owner owner);

  /**
   * Deletes all keys of an owner, with their bindings. If the host keeps its owners itself, it
   * calls this method when it deletes an owner. {@link OwnerManager#deleteUser} does so if
   * Sallyport keeps them.
   *
   * <p>The last binding of a resource is kept, because the resource would otherwise be open. Up to
   * {@value ApiKeyQuery#MAX_SIZE} keys are deleted in one transaction; if the call fails, repeat
   * it.
   *
   * @return the number of deleted keys
   */
  int deleteAll(Owner owner);

  /**
   * Purges keys that expired at least {@code age} ago, several hundred per transaction. Until then,
   * expired keys are kept for reference.
   *
   * @param age minimum time since expiry, not negative and at most a century
   * @return the number of purged keys
   * @throws IllegalArgumentException if the age is out of bounds
   */
  int purge(Duration age);
}

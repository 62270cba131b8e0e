package dev.sallyport.management;

import dev.sallyport.audit.AuditContext;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.ApiKeyPrincipal;
import dev.sallyport.key.Network;
import dev.sallyport.key.Owner;
import dev.sallyport.key.Page;
import dev.sallyport.management.CreateResult.Reason;
import dev.sallyport.spi.ApiKeyQuery;
import dev.sallyport.spi.KeySummary;
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
 * Makes, shows, changes and ends keys.
 *
 * <p>Asks nobody whether the caller may do so, but writes down who did it: see {@link #as}. A
 * change is in the store, with its audit record, when its method returns, and the next request that
 * uses the key in this JVM is judged by it. A change of a key that is not there answers empty.
 * Every method throws {@link StoreException} if the store could not be asked. Thread-safe.
 */
public interface ApiKeyManager {
  /** The same manager, whose changes are written down as those of somebody. */
  ApiKeyManager as(AuditContext attribution);

  /**
   * Makes a key for an active staff owner, switched on.
   *
   * @return the key and, this once, its token; or why there is none
   * @throws IllegalArgumentException if a part is out of its bounds; the message names the part
   */
  CreateResult create(CreateKeyRequest wanted);

  /**
   * Creates a key on behalf of another one, within what that issuer may give.
   *
   * @return as {@link #create(CreateKeyRequest)}
   * @throws IllegalArgumentException if a part is out of its bounds; the message names the part
   */
  CreateResult create(CreateKeyRequest wanted, ApiKeyPrincipal issuer);

  /**
   * Tells why a key may not give another one these rights: no key gives scopes that it does not
   * hold, networks that it is not for, or, unless it holds the scope {@code *}, a later end than
   * its own.
   *
   * @param issuer the key that gives; one that is gone gives nothing
   * @return empty if it may
   */
  Optional<Reason> objectionToGiving(
      ApiKeyPrincipal issuer,
      Collection<String> scopes,
      Collection<Network> networks,
      Validity validity);

  /** Returns how long a key can be valid. */
  Validity validity(ApiKey key);

  /**
   * Returns how long a key could be valid if it got this lifetime now.
   *
   * @param createdAt when the key was made, which bounds its age; now for a new one
   */
  Validity validity(Lifetime lifetime, Instant createdAt);

  /** Returns how long the successor could be valid that a key would get now. */
  Validity validityOfSuccessor(ApiKey key);

  /**
   * Adds a key that was created elsewhere, with the digest of its token, so that the token keeps
   * working. Checks neither whether its owner may have one more nor whether it is active.
   *
   * @return false, with nothing changed, if there is a key with its id or lookup id
   */
  boolean importKey(ApiKey key);

  /** Returns the key with this lookup id, whatever its state; empty if there is none. */
  Optional<ApiKey> findByLookup(String lookup);

  /**
   * Makes the successor of a key: with the same owner, name, description, scopes, tags and prefix,
   * and a life as long as the old one's was meant to be. Of the generations before, only the old
   * key itself may overlap with it: an older one that still works is ended now.
   *
   * @return the successor and, this once, its token; or why there is none
   */
  Optional<CreateResult> rotate(UUID id, Rotation how);

  /**
   * The same, if nobody has changed the key since the caller saw it.
   *
   * @param expectedVersion {@link ApiKey#version()} of the key that the caller saw
   */
  Optional<CreateResult> rotate(UUID id, long expectedVersion, Rotation how);

  /** A key in whatever state it is. */
  Optional<ApiKey> get(UUID id);

  /**
   * Several keys in whatever state they are.
   *
   * @param ids up to 1,000
   * @return those that there are, in any order
   */
  List<ApiKey> get(Collection<UUID> ids);

  /** One page of keys. */
  Page<ApiKey> list(ApiKeyQuery query);

  /**
   * Returns keys with their effective states, in the same order.
   *
   * @param keys up to {@value ApiKeyQuery#MAX_SIZE}
   */
  List<KeyWithState> withStates(Collection<ApiKey> keys);

  /** Returns one page of keys with their effective states. */
  Page<KeyWithState> listWithStates(ApiKeyQuery query);

  /**
   * Counts keys by their effective state. Where a host's {@code OwnerDirectory} keeps the owners,
   * counts and conditions take every owner for active, since the store cannot tell.
   *
   * @param accountNumber empty for all accounts
   * @param soon how far ahead an end is near, not negative and at most a century
   */
  KeySummary summary(Optional<String> accountNumber, Duration soon);

  /**
   * Returns the conditions of {@link #summary} as of now: which keys count as active, expired, over
   * age and so on.
   *
   * @param accountNumber empty for all accounts
   * @param soon how far ahead an end is near, not negative and at most a century
   */
  SummaryQuery conditions(Optional<String> accountNumber, Duration soon);

  /**
   * Gives a key another name.
   *
   * @throws IllegalArgumentException if the name is out of its bounds
   */
  Optional<ApiKey> rename(UUID id, String name);

  /**
   * Gives a key another description.
   *
   * @throws IllegalArgumentException if the description is out of its bounds
   */
  Optional<ApiKey> describe(UUID id, String description);

  /**
   * Changes several parts of a key at once.
   *
   * @return what came of it; it is never {@code Outdated}
   * @throws IllegalArgumentException if a part is out of its bounds; the message names the part
   */
  Optional<ChangeResult> edit(UUID id, KeyUpdate edit);

  /**
   * The same, if nobody has changed the key since the caller saw it.
   *
   * @param expectedVersion {@link ApiKey#version()} of the key that the caller saw
   * @throws IllegalArgumentException if a part is out of its bounds; the message names the part
   */
  Optional<ChangeResult> edit(UUID id, long expectedVersion, KeyUpdate edit);

  /** Switches a key on; one that is on stays as it is. */
  Optional<ApiKey> activate(UUID id);

  /** Switches a key off, whatever became of its owner; one that is off stays as it is. */
  Optional<ApiKey> deactivate(UUID id);

  /** Switches a key to its other state; of two calls at once, one undoes the other. */
  Optional<ApiKey> toggle(UUID id);

  /**
   * Ends a key for good.
   *
   * @return the key as it was, empty if there was none
   */
  Optional<ApiKey> delete(UUID id);

  /**
   * The same, if nobody has changed the key since the caller saw it.
   *
   * @param expectedVersion {@link ApiKey#version()} of the key that the caller saw
   */
  Optional<ChangeResult> delete(UUID id, long expectedVersion);

  /**
   * Does the same to many keys, all of them together or none; each with an audit record of its own.
   * What the caller may see and change is asked of the very versions that are changed.
   *
   * @param ids up to {@value ApiKeyQuery#MAX_SIZE}; one that is named twice counts once
   * @param isSeen keys for which it is false are as if they were not there
   * @param mayChange keys for which it is false stay as they are
   * @throws IllegalArgumentException if there are more
   */
  BulkResult bulk(
      BulkAction action,
      Collection<UUID> ids,
      Predicate<ApiKey> isSeen,
      Predicate<ApiKey> mayChange);

  /** Ends the key with which its holder came. */
  Optional<ApiKey> logOut(UUID id);

  /**
   * Ends every key that an owner has now, whoever made them. Up to {@value ApiKeyQuery#MAX_SIZE}
   * keys end together or not at all.
   *
   * @return how many there were
   */
  int logOutAll(Owner owner);

  /**
   * Deletes every key of an owner that the host application has deleted or is about to delete, with
   * its bindings: call it then, where the host keeps its owners itself. {@link
   * OwnerManager#deleteUser} does so where Sallyport keeps them.
   *
   * <p>A resource that requires no other keys keeps its last binding: without one it would be open.
   * Up to {@value ApiKeyQuery#MAX_SIZE} keys are deleted together or not at all; if it fails, call
   * it again.
   *
   * @return how many there were
   */
  int deleteAll(Owner owner);

  /**
   * Removes the keys that have been over for so long, some hundred in a transaction. They are kept
   * until then, so that one can see which keys there were.
   *
   * @param age how long their end must lie in the past, not negative and at most a century
   * @return how many were removed
   * @throws IllegalArgumentException if the age is otherwise
   */
  int purge(Duration age);
}

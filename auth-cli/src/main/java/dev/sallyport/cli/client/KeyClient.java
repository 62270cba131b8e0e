package dev.sallyport.cli.client;

import dev.sallyport.admin.api.CreatedKeyView;
import dev.sallyport.admin.api.KeyView;
import dev.sallyport.admin.api.PageView;
import dev.sallyport.cli.context.ProgressReporter;
import dev.sallyport.cli.output.DeniedException;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.management.Rotation;
import dev.sallyport.token.Secret;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Client for keys in a database or on a server. */
public interface KeyClient {
  /** Returns one page of the keys that match. */
  PageView<KeyView> list(KeySearch search);

  /** Returns a key; empty if it does not exist. */
  Optional<KeyView> find(UUID id);

  /** Returns the key of a token, in any state; empty if the token belongs to no key. */
  Optional<KeyView> findByToken(Secret token);

  /**
   * Creates a key.
   *
   * @throws DeniedException if the key may not be created
   */
  CreatedKeyView create(CreateKeyRequest request);

  /**
   * Creates the successor of a key; empty if the key does not exist.
   *
   * @throws DeniedException if the key may not be rotated
   */
  Optional<CreatedKeyView> rotate(KeyView key, Rotation how);

  /**
   * Changes a key regardless of its version; empty if it does not exist.
   *
   * @throws DeniedException if the key may not be changed so
   */
  Optional<KeyView> change(UUID id, KeyChange change);

  /** Deletes a key and returns its last state; empty if it does not exist. */
  Optional<KeyView> delete(UUID id);

  /**
   * Deletes the keys that expired longer ago than the given age.
   *
   * @param age the minimum time since expiry; zero for all expired keys
   * @return the number of deleted keys
   */
  int purge(Duration age, ProgressReporter progress);
}

package dev.sallyport.cli.client;

import dev.sallyport.admin.api.CreatedKeyView;
import dev.sallyport.admin.api.KeyView;
import dev.sallyport.admin.api.PageView;
import dev.sallyport.cli.context.ProgressReporter;
import dev.sallyport.cli.output.DeniedException;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.management.Rotation;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Keys, wherever they are kept. */
public interface KeyClient {
  PageView<KeyView> list(KeySearch search);

  Optional<KeyView> find(UUID id);

  /**
   * Creates a key.
   *
   * @throws DeniedException if there may be no such key
   */
  CreatedKeyView create(CreateKeyRequest wanted);

  /**
   * Creates the successor of a key; empty if there is no such key.
   *
   * @throws DeniedException if it may have none
   */
  Optional<CreatedKeyView> rotate(KeyView key, Rotation how);

  /** Changes a key in whatever version it is; empty if there is none. */
  Optional<KeyView> change(UUID id, KeyChange alteration);

  /** Ends a key for good, and answers what it was; empty if there is none. */
  Optional<KeyView> delete(UUID id);

  /**
   * Removes the keys that ended longer ago than this.
   *
   * @return how many there were
   */
  int purge(Duration age, ProgressReporter progress);
}

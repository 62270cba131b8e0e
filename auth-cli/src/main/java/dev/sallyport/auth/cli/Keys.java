package dev.sallyport.auth.cli;

import dev.sallyport.auth.NewKey;
import dev.sallyport.auth.Rotation;
import dev.sallyport.auth.admin.api.CreatedKeyView;
import dev.sallyport.auth.admin.api.KeyView;
import dev.sallyport.auth.admin.api.PageView;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Keys, wherever they are kept. */
interface Keys {
  PageView<KeyView> list(KeySearch search);

  Optional<KeyView> find(UUID id);

  /**
   * Creates a key.
   *
   * @throws RefusedException if there may be no such key
   */
  CreatedKeyView create(NewKey wanted);

  /**
   * Creates the successor of a key; empty if there is no such key.
   *
   * @throws RefusedException if it may have none
   */
  Optional<CreatedKeyView> rotate(KeyView key, Rotation how);

  /** Changes a key in whatever version it is; empty if there is none. */
  Optional<KeyView> change(UUID id, Alteration alteration);

  /** Ends a key for good, and answers what it was; empty if there is none. */
  Optional<KeyView> delete(UUID id);

  /**
   * Removes the keys that ended longer ago than this.
   *
   * @return how many there were
   */
  int purge(Duration age, Progress progress);
}

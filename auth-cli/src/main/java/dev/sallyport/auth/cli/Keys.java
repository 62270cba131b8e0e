package dev.sallyport.auth.cli;

import dev.sallyport.auth.CreateResult;
import dev.sallyport.auth.KeyWithState;
import dev.sallyport.auth.NewKey;
import dev.sallyport.auth.Rotation;
import dev.sallyport.auth.spi.Page;
import dev.sallyport.auth.token.AuthToken;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Keys, wherever they are kept. What it answers holds neither lookup nor digest that count. */
interface Keys {
  Page<KeyWithState> list(KeySearch search);

  Optional<KeyWithState> find(UUID id);

  CreateResult create(NewKey wanted);

  /** Makes the successor of a key; empty if there is no such key. */
  Optional<CreateResult> rotate(UUID id, Rotation how);

  /** Changes a key in whatever version it is; empty if there is none. */
  Optional<AuthToken> change(UUID id, Alteration alteration);

  /** Ends a key for good, and answers what it was; empty if there is none. */
  Optional<AuthToken> delete(UUID id);

  /**
   * Removes the keys that ended longer ago than this.
   *
   * @return how many there were
   */
  int purge(Duration age, Progress progress);
}

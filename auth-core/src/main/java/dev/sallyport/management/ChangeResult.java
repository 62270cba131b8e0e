package dev.sallyport.management;

import dev.sallyport.key.ApiKey;

/**
 * Result of a change of a key that the caller has read before.
 *
 * <pre>{@code
 * keys.edit(id, version, KeyUpdate.NOTHING.name("CI"))
 *     .filter(ChangeResult.Outdated.class::isInstance)
 *     .ifPresent(outdated -> reload());
 * }</pre>
 *
 * @since 0.1.0
 */
public sealed interface ChangeResult {
  /**
   * The change is stored.
   *
   * @param key the key as stored now or, if deleted, as stored last
   */
  record Changed(ApiKey key) implements ChangeResult {}

  /**
   * Nothing is changed, because the key was changed since it was read, by a person or
   * automatically, such as by a renewal.
   *
   * @param current the key as stored now
   */
  record Outdated(ApiKey current) implements ChangeResult {}

  /**
   * Nothing is changed.
   *
   * @param reason reason for the denial
   */
  record Denied(CreateResult.Reason reason) implements ChangeResult {}
}

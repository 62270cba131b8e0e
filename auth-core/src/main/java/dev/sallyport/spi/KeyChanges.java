package dev.sallyport.spi;

import dev.sallyport.audit.AuditRecord;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.Owner;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Set of changes of keys, applied in one transaction. Each key may occur in one list only;
 * otherwise the outcome is a conflict.
 *
 * <pre>{@code
 * Outcome outcome = store.apply(KeyChanges.replace(key).recorded(List.of(record)));
 * }</pre>
 *
 * @param deleted keys to delete, each only if it still has this version
 * @param replaced keys to replace, except id, lookup id, owner, incarnation, prefix, {@code
 *     createdAt} and {@code lastUsedAt}, each only if it still has this version, which is
 *     incremented
 * @param inserted keys to add, each only if its id and lookup id do not exist
 * @param limit limit of keys of an owner after the changes; null for none
 * @param records audit records of the changes
 * @since 0.1.0
 */
public record KeyChanges(
    List<ApiKey> deleted,
    List<ApiKey> replaced,
    List<ApiKey> inserted,
    @Nullable Limit limit,
    List<AuditRecord> records) {

  public KeyChanges {
    deleted = List.copyOf(deleted);
    replaced = List.copyOf(replaced);
    inserted = List.copyOf(inserted);
    records = List.copyOf(records);
  }

  /** Returns the addition of a key, without a limit and without a record. */
  public static KeyChanges insert(ApiKey key) {
    return new KeyChanges(List.of(), List.of(), List.of(key), null, List.of());
  }

  /** Returns the replacement of a key, without a record. */
  public static KeyChanges replace(ApiKey key) {
    return new KeyChanges(List.of(), List.of(key), List.of(), null, List.of());
  }

  /** Returns the deletion of a key, without a record. */
  public static KeyChanges delete(ApiKey key) {
    return new KeyChanges(List.of(key), List.of(), List.of(), null, List.of());
  }

  /** Returns these changes with a limit. */
  public KeyChanges within(Limit limit) {
    return new KeyChanges(deleted, replaced, inserted, limit, records);
  }

  /** Returns these changes with audit records. */
  public KeyChanges recorded(List<AuditRecord> records) {
    return new KeyChanges(deleted, replaced, inserted, limit, records);
  }

  /**
   * Limit of keys of an owner. Keys without an expiry and keys that expire after {@code validAt}
   * count, whether active or not.
   *
   * @param owner the owner
   * @param keys maximum number of keys
   * @param validAt instant for which keys are counted
   */
  public record Limit(Owner owner, int keys, Instant validAt) {}

  /** Outcome of applying changes. */
  public enum Outcome {
    /** All changes were applied. */
    DONE,
    /** Nothing was changed: a key to insert exists, or another key was changed or deleted. */
    CONFLICT,
    /** Nothing was changed: the owner would exceed the limit. */
    LIMIT_REACHED
  }
}

package dev.sallyport.spi;

import dev.sallyport.audit.AuditRecord;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.Owner;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to become of some keys, all of it or nothing. A key stands in one of the lists only;
 * otherwise the outcome is a conflict.
 *
 * @param deleted keys that end for good, each only if it still has this version
 * @param replaced keys overwritten but for id, lookup, owner and its incarnation, prefix, {@code
 *     createdAt} and {@code lastUsedAt}, each only if it still has this version, which is counted
 *     up by one
 * @param inserted keys that come to be, unless the id or the lookup of one exists
 * @param limitOrNull how many keys an owner may have once all this is done; null if that does not
 *     matter
 * @param records what the audit log will say of it
 */
public record KeyChanges(
    List<ApiKey> deleted,
    List<ApiKey> replaced,
    List<ApiKey> inserted,
    @Nullable Limit limitOrNull,
    List<AuditRecord> records) {

  public KeyChanges {
    deleted = List.copyOf(deleted);
    replaced = List.copyOf(replaced);
    inserted = List.copyOf(inserted);
    records = List.copyOf(records);
  }

  /** One key more, without a limit and without a record. */
  public static KeyChanges insert(ApiKey key) {
    return new KeyChanges(List.of(), List.of(), List.of(key), null, List.of());
  }

  /** One key replaced, without a record. */
  public static KeyChanges replace(ApiKey key) {
    return new KeyChanges(List.of(), List.of(key), List.of(), null, List.of());
  }

  /** One key less, without a record. */
  public static KeyChanges delete(ApiKey key) {
    return new KeyChanges(List.of(key), List.of(), List.of(), null, List.of());
  }

  public KeyChanges within(Limit limit) {
    return new KeyChanges(deleted, replaced, inserted, limit, records);
  }

  public KeyChanges recorded(List<AuditRecord> records) {
    return new KeyChanges(deleted, replaced, inserted, limitOrNull, records);
  }

  /**
   * How many keys an owner may have. Counted are those without an end, and those whose end is later
   * than {@code validAt}, switched on or not.
   *
   * @param keys the most
   */
  public record Limit(Owner owner, int keys, Instant validAt) {}

  /** What became of it. */
  public enum Outcome {
    /** All is done. */
    DONE,
    /** Nothing is done: a key to insert exists, or another has changed or is gone. */
    CONFLICT,
    /** Nothing is done: the owner would have more keys than the limit. */
    LIMIT_REACHED
  }
}

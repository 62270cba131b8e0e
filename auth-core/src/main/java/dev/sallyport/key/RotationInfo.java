package dev.sallyport.key;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a key stands in a row of rotations.
 *
 * @param groupId the first key of the row; null if that is this one
 * @param predecessorId the key that this one succeeds; null if it was made anew. The predecessor
 *     may be deleted by now
 * @param successorId the key that succeeds this one; null if it was not rotated
 * @param overlapFromFirstUse how long the predecessor still works once this key is first used, to
 *     the millisecond; null if that is settled, or was never open
 * @param ending whether this key's end was settled by its rotation, so that no use moves it
 */
public record RotationInfo(
    @Nullable UUID groupId,
    @Nullable UUID predecessorId,
    @Nullable UUID successorId,
    @Nullable Duration overlapFromFirstUse,
    boolean ending) {
  /** Of a key that was made anew and never rotated. */
  public static final RotationInfo NONE = new RotationInfo(null, null, null, null, false);

  public RotationInfo {
    overlapFromFirstUse =
        overlapFromFirstUse == null ? null : overlapFromFirstUse.truncatedTo(ChronoUnit.MILLIS);
  }

  /** Of the successor of a key; null for an overlap that does not wait for the first use. */
  public static RotationInfo after(ApiKey predecessor, @Nullable Duration overlapFromFirstUse) {
    return new RotationInfo(
        predecessor.groupId(), predecessor.id(), null, overlapFromFirstUse, false);
  }

  public RotationInfo succeededBy(UUID successorId) {
    return new RotationInfo(groupId, predecessorId, successorId, overlapFromFirstUse, ending);
  }

  /** The same, with the end of the predecessor settled. */
  public RotationInfo settled() {
    return new RotationInfo(groupId, predecessorId, successorId, null, ending);
  }

  /** The same, with the end of this key settled. */
  public RotationInfo fixExpiry() {
    return new RotationInfo(groupId, predecessorId, successorId, overlapFromFirstUse, true);
  }
}

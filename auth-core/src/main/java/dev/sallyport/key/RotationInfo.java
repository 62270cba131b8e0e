package dev.sallyport.key;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Position of a key in a chain of rotations.
 *
 * <pre>{@code
 * boolean wasRotated = key.rotation().successorId() != null;
 * }</pre>
 *
 * @param groupId id of the first key of the chain; null if this key is the first
 * @param predecessorId id of the predecessor, which may be deleted by now; null if the key was not
 *     created by rotation
 * @param successorId id of the successor; null if the key was not rotated
 * @param overlapFromFirstUse how long the predecessor keeps working after the first use of this
 *     key, in milliseconds; null if the overlap has started or does not depend on the first use
 * @param expiryFixed whether a rotation fixed the expiry of this key, so that no use moves it
 * @since 0.1.0
 */
public record RotationInfo(
    @Nullable UUID groupId,
    @Nullable UUID predecessorId,
    @Nullable UUID successorId,
    @Nullable Duration overlapFromFirstUse,
    boolean expiryFixed) {
  /** Position of a key that was neither rotated nor created by rotation. */
  public static final RotationInfo NONE = new RotationInfo(null, null, null, null, false);

  public RotationInfo {
    overlapFromFirstUse =
        overlapFromFirstUse == null ? null : overlapFromFirstUse.truncatedTo(ChronoUnit.MILLIS);
  }

  /**
   * Returns the position of the successor of a key.
   *
   * @param overlapFromFirstUse overlap after the first use; null for an overlap that does not wait
   *     for the first use
   */
  public static RotationInfo after(ApiKey predecessor, @Nullable Duration overlapFromFirstUse) {
    return new RotationInfo(
        predecessor.groupId(), predecessor.id(), null, overlapFromFirstUse, false);
  }

  /** Returns this position with a successor. */
  public RotationInfo succeededBy(UUID successorId) {
    return new RotationInfo(groupId, predecessorId, successorId, overlapFromFirstUse, expiryFixed);
  }

  /** Returns this position after the expiry of the predecessor was set. */
  public RotationInfo overlapStarted() {
    return new RotationInfo(groupId, predecessorId, successorId, null, expiryFixed);
  }

  /** Returns this position with a fixed expiry of this key. */
  public RotationInfo fixExpiry() {
    return new RotationInfo(groupId, predecessorId, successorId, overlapFromFirstUse, true);
  }
}

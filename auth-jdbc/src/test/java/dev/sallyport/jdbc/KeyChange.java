package dev.sallyport.jdbc;

import dev.sallyport.event.Event.KeyAction;
import java.util.UUID;

/**
 * A change of a key that was acknowledged or is about to be requested.
 *
 * @param worker number of the worker that owns the key
 * @param action what is changed
 * @param key the key's id; {@link #UNKNOWN} for a key that is about to be created
 * @param successor the successor's id for a rotated key; otherwise {@link #UNKNOWN}
 */
record KeyChange(int worker, KeyAction action, UUID key, UUID successor) {
  static final UUID UNKNOWN = new UUID(0, 0);

  static KeyChange of(int worker, KeyAction action, UUID key) {
    return new KeyChange(worker, action, key, UNKNOWN);
  }

  /** Parses the result of {@link #toString()}. */
  static KeyChange parse(String text) {
    String[] parts = text.split(" ", -1);
    return new KeyChange(
        Integer.parseInt(parts[0]),
        KeyAction.valueOf(parts[1]),
        UUID.fromString(parts[2]),
        UUID.fromString(parts[3]));
  }

  /** Returns whether the change creates a key. */
  boolean createsKey() {
    return action == KeyAction.CREATED || action == KeyAction.ROTATED;
  }

  @Override
  public String toString() {
    return worker + " " + action + " " + key + " " + successor;
  }
}

package dev.sallyport.jpa;

import dev.sallyport.event.Event.KeyAction;
import java.util.UUID;

/**
 * A change of a key that somebody was promised, or is about to ask for.
 *
 * @param worker whose key it is
 * @param key which; {@link #UNKNOWN} of a key that is about to be made
 * @param successor of a key that was rotated; {@link #UNKNOWN} otherwise
 */
record KeyChange(int worker, KeyAction action, UUID key, UUID successor) {
  static final UUID UNKNOWN = new UUID(0, 0);

  static KeyChange of(int worker, KeyAction action, UUID key) {
    return new KeyChange(worker, action, key, UNKNOWN);
  }

  /** Reads what {@link #toString()} wrote. */
  static KeyChange parse(String text) {
    String[] parts = text.split(" ", -1);
    return new KeyChange(
        Integer.parseInt(parts[0]),
        KeyAction.valueOf(parts[1]),
        UUID.fromString(parts[2]),
        UUID.fromString(parts[3]));
  }

  /** Whether it makes a key. */
  boolean isMaking() {
    return action == KeyAction.CREATED || action == KeyAction.ROTATED;
  }

  @Override
  public String toString() {
    return worker + " " + action + " " + key + " " + successor;
  }
}

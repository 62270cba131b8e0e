package dev.sallyport.auth;

import dev.sallyport.auth.token.Owner;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Proven tokens without an object for each: numbers in arrays, which take half the room, and which
 * a garbage collector moves together or not at all. It has so many at most, roughly; those go that
 * were not used for long. Thread-safe.
 */
final class PackedTokens {
  private static final int SHELVES = 16; // so that threads seldom wait for each other

  private final TokenShelf[] shelves;
  private final boolean hasRoom;

  PackedTokens(int maximumSize) {
    this.hasRoom = maximumSize > 0;
    this.shelves =
        IntStream.range(0, SHELVES)
            .map(it -> (maximumSize + it) / SHELVES) // together just as many
            .mapToObj(TokenShelf::new)
            .toArray(TokenShelf[]::new);
  }

  int size() {
    return Stream.of(shelves).mapToInt(TokenShelf::size).sum();
  }

  /** Whether there may ever be any. */
  boolean hasRoom() {
    return hasRoom;
  }

  /** An object for a token; null if it is not here. What becomes of the object is its own. */
  @Nullable ProvenToken find(Fingerprint fingerprint) {
    return shelf(fingerprint).find(fingerprint);
  }

  /** The same, for somebody who will call {@link #removeLent} when the object is in its place. */
  @Nullable ProvenToken lend(Fingerprint fingerprint) {
    return shelf(fingerprint).lend(fingerprint);
  }

  /** Removes a token that was lent and not put back since. */
  void removeLent(Fingerprint fingerprint) {
    shelf(fingerprint).removeLent(fingerprint);
  }

  /** Takes a token in, or what it has become. */
  void put(ProvenToken token) {
    shelf(token).put(token);
  }

  /** Takes over what was read of a token's key, if it is here. */
  void update(Fingerprint fingerprint, KeyState read) {
    shelf(fingerprint).update(fingerprint, read);
  }

  void remove(Fingerprint fingerprint) {
    shelf(fingerprint).remove(fingerprint);
  }

  void removeIf(Predicate<Owner> condition) {
    for (TokenShelf shelf : shelves) {
      shelf.removeIf(condition);
    }
  }

  private TokenShelf shelf(Fingerprint fingerprint) {
    return shelves[(int) (fingerprint.middle() >>> 60)];
  }
}

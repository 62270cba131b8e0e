package dev.sallyport.auth;

import dev.sallyport.auth.token.Owner;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Proven tokens without an object for each: numbers in arrays, which take half the room, and which
 * a garbage collector moves together or not at all. It has so many at most; those go that were not
 * used for long. Thread-safe.
 */
final class PackedTokens {
  private static final int SHELVES = 16; // so that threads seldom wait for each other

  private final int maximumSize;
  private final AtomicInteger left;
  private final List<TokenShelf> shelves;

  PackedTokens(int maximumSize) {
    this.maximumSize = maximumSize;
    this.left = new AtomicInteger(maximumSize);
    this.shelves = Stream.generate(() -> new TokenShelf(left)).limit(SHELVES).toList();
  }

  /** Whether there may ever be any. */
  boolean hasRoom() {
    return maximumSize > 0;
  }

  int size() {
    return maximumSize - left.get();
  }

  /** An object for a token; null if it is not here. What becomes of the object is its own. */
  @Nullable ProvenToken find(Fingerprint fingerprint) {
    return shelf(fingerprint).find(fingerprint);
  }

  /** The same, which is here no longer. */
  @Nullable ProvenToken take(Fingerprint fingerprint) {
    return shelf(fingerprint).take(fingerprint);
  }

  /** Takes a token in, or what it has become. */
  void put(ProvenToken token) {
    shelf(token).put(token);
  }

  /** Takes over what was read of a token's key, if it is here and not read later. */
  void update(Fingerprint fingerprint, KeyState read) {
    shelf(fingerprint).update(fingerprint, read);
  }

  void remove(Fingerprint fingerprint) {
    shelf(fingerprint).remove(fingerprint);
  }

  /** Removes the tokens of some owners. The condition is tested while nobody waits for it. */
  void removeIf(Predicate<Owner> condition) {
    for (TokenShelf shelf : shelves) {
      Set<Owner> owners = shelf.owners();
      owners.removeIf(condition.negate());
      shelf.removeAllOf(owners);
    }
  }

  private TokenShelf shelf(Fingerprint fingerprint) {
    return shelves.get((int) (fingerprint.middle() >>> 60));
  }
}

package dev.sallyport.auth;

import static java.util.Objects.requireNonNull;

import dev.sallyport.auth.token.Owner;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A hash table of proven tokens in numbers. Where it is full, one of those goes that were not used
 * for longest, by a sample. Thread-safe: one at a time.
 *
 * <p>The tokens are in slots without a gap; {@code index} tells by linear probing which slot a
 * fingerprint has, plus one, so that 0 is none. It grows as needed, and never shrinks.
 */
final class TokenShelf {
  private static final int SAMPLE = 8;

  private final AtomicInteger left;
  private final List<Chunk> chunks = new ArrayList<>();
  private int[] index = new int[2 * SAMPLE]; // a power of two, and at most half of it taken
  private int size;
  private int hand;

  /**
   * An empty one.
   *
   * @param left for how many there is room, in all shelves together
   */
  TokenShelf(AtomicInteger left) {
    this.left = left;
  }

  /** So many slots, which grow old at once: small enough to be moved a few times before. */
  private static final class Chunk {
    static final int SLOTS = 1024;

    final long[] numbers = new long[SLOTS * ProvenToken.NUMBERS];
    final @Nullable Owner[] owners = new Owner[SLOTS];
    final @Nullable Traits[] traits = new Traits[SLOTS];
  }

  /** An object for a token, of which the shelf knows nothing; null if it is not here. */
  synchronized @Nullable ProvenToken find(Fingerprint fingerprint) {
    int slot = index[placeOf(fingerprint)] - 1;
    return slot < 0 ? null : read(slot);
  }

  /** The same, which is here no longer. */
  synchronized @Nullable ProvenToken take(Fingerprint fingerprint) {
    int place = placeOf(fingerprint);
    if (index[place] == 0) {
      return null;
    }
    ProvenToken token = read(index[place] - 1);
    removeAt(place);
    return token;
  }

  /** Takes one in, or what it has become. */
  synchronized void put(ProvenToken token) {
    int place = placeOf(token);
    if (index[place] != 0) {
      write(index[place] - 1, token);
    } else if (isRoom()) {
      grow();
      index[placeOf(token)] = size + 1;
      write(size, token);
      size++;
    }
  }

  /** Takes over what was read of its key, if it is here, unless what is here was read later. */
  synchronized void update(Fingerprint fingerprint, KeyState read) {
    int slot = index[placeOf(fingerprint)] - 1;
    if (slot >= 0 && !read.isOlderThanPacked(chunk(slot).numbers, stateAt(slot))) {
      write(slot, read);
    }
  }

  synchronized void remove(Fingerprint fingerprint) {
    int place = placeOf(fingerprint);
    if (index[place] != 0) {
      removeAt(place);
    }
  }

  /** Whose tokens are here. */
  synchronized Set<Owner> owners() {
    Set<Owner> all = new HashSet<>();
    for (int slot = 0; slot < size; slot++) {
      all.add(owner(slot));
    }
    return all;
  }

  synchronized void removeAllOf(Set<Owner> owners) {
    for (int slot = size - 1; slot >= 0; slot--) { // what fills a gap comes from behind
      if (owners.contains(owner(slot))) {
        removeAt(placeOf(slot));
      }
    }
  }

  /** Makes room where there is none; not where what would have to go is on other shelves. */
  private boolean isRoom() {
    if (left.getAndDecrement() > 0) {
      return true;
    }
    left.incrementAndGet();
    if (size == 0) {
      return false;
    }
    removeAt(placeOf(longestUnused()));
    left.decrementAndGet();
    return true;
  }

  private void grow() {
    if (2 * (size + 1) > index.length) {
      index = new int[2 * index.length];
      for (int slot = 0; slot < size; slot++) {
        index[placeOf(slot)] = slot + 1;
      }
    }
    if (size == chunks.size() * Chunk.SLOTS) {
      chunks.add(new Chunk());
    }
  }

  private int longestUnused() {
    int longest = hand % size;
    for (int i = 1; i < SAMPLE; i++) {
      int slot = (hand + i) % size;
      if (use(slot) < use(longest)) {
        longest = slot;
      }
    }
    hand = (hand + SAMPLE) % size;
    return longest;
  }

  private long use(int slot) {
    return ProvenToken.packedUse(chunk(slot).numbers, at(slot));
  }

  private ProvenToken read(int slot) {
    Chunk chunk = chunk(slot);
    return new ProvenToken(
        chunk.numbers, at(slot), owner(slot), requireNonNull(chunk.traits[row(slot)]));
  }

  private Owner owner(int slot) {
    return requireNonNull(chunk(slot).owners[row(slot)]);
  }

  private void write(int slot, ProvenToken token) {
    token.packInto(chunk(slot).numbers, at(slot));
    write(slot, token.state());
  }

  private void write(int slot, KeyState state) {
    Chunk chunk = chunk(slot);
    state.packInto(chunk.numbers, stateAt(slot));
    chunk.owners[row(slot)] = state.owner();
    chunk.traits[row(slot)] = state.traits();
  }

  /** The last one fills the gap that it leaves. */
  private void removeAt(int place) {
    int slot = index[place] - 1;
    int last = size - 1;
    index[placeOf(last)] = slot + 1;
    copy(last, slot);
    chunk(last).owners[row(last)] = null;
    chunk(last).traits[row(last)] = null;
    size = last;
    left.incrementAndGet();
    closeGap(place);
  }

  private void copy(int from, int to) {
    Chunk source = chunk(from);
    Chunk target = chunk(to);
    System.arraycopy(source.numbers, at(from), target.numbers, at(to), ProvenToken.NUMBERS);
    target.owners[row(to)] = source.owners[row(from)];
    target.traits[row(to)] = source.traits[row(from)];
  }

  /** Moves up those that would not be found behind a free place. */
  private void closeGap(int gap) {
    int free = gap;
    int place = next(gap);
    while (index[place] != 0) {
      int home = homeOf(index[place] - 1);
      if (distance(home, place) >= distance(free, place)) {
        index[free] = index[place];
        free = place;
      }
      place = next(place);
    }
    index[free] = 0;
  }

  /** Where it is in the index, or would be. */
  private int placeOf(Fingerprint fingerprint) {
    int place = home(fingerprint.middle());
    while (index[place] != 0 && !isAt(index[place] - 1, fingerprint)) {
      place = next(place);
    }
    return place;
  }

  private boolean isAt(int slot, Fingerprint fingerprint) {
    return fingerprint.isPackedAt(chunk(slot).numbers, at(slot));
  }

  /** Where in the index the slot is, or would be. */
  private int placeOf(int slot) {
    int place = homeOf(slot);
    while (index[place] != 0 && index[place] != slot + 1) {
      place = next(place);
    }
    return place;
  }

  private int homeOf(int slot) {
    return home(Fingerprint.packedMiddle(chunk(slot).numbers, at(slot)));
  }

  private int home(long hash) {
    return (int) hash & (index.length - 1);
  }

  private int next(int place) {
    return (place + 1) & (index.length - 1);
  }

  private int distance(int from, int to) {
    return (to - from) & (index.length - 1);
  }

  private Chunk chunk(int slot) {
    return chunks.get(slot / Chunk.SLOTS);
  }

  private static int row(int slot) {
    return slot % Chunk.SLOTS;
  }

  private static int stateAt(int slot) {
    return at(slot) + Fingerprint.NUMBERS;
  }

  private static int at(int slot) {
    return row(slot) * ProvenToken.NUMBERS;
  }
}

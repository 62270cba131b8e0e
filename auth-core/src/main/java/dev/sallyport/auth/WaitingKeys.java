package dev.sallyport.auth;

import dev.sallyport.auth.KeyReads.Reading;
import dev.sallyport.auth.spi.StoreException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Keys that wait to be read, each once however many want it, first come first. Thread-safe. */
final class WaitingKeys {
  private static final int MAX_WAITING = 10_000;

  private final Map<String, CompletableFuture<Reading>> wanted = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<String> order = new ConcurrentLinkedQueue<>();

  /**
   * Adds one, unless it waits already.
   *
   * @throws StoreException if too many wait
   */
  CompletableFuture<Reading> add(String lookup) {
    if (wanted.size() >= MAX_WAITING) {
      throw new StoreException("Too many keys wait to be read.");
    }
    CompletableFuture<Reading> mine = new CompletableFuture<>();
    CompletableFuture<Reading> theirs = wanted.putIfAbsent(lookup, mine);
    if (theirs != null) {
      return theirs;
    }
    order.add(lookup);
    return mine;
  }

  boolean isEmpty() {
    return order.isEmpty();
  }

  /** Takes the first, which wait no more: whoever wants one of them from now on adds it anew. */
  Map<String, CompletableFuture<Reading>> take(int atMost) {
    List<String> first = new ArrayList<>();
    for (String next = order.poll(); next != null; next = order.poll()) {
      first.add(next);
      if (first.size() == atMost) {
        break;
      }
    }
    Map<String, CompletableFuture<Reading>> taken = new HashMap<>();
    for (String lookup : first) { // only now, or one could be among them twice
      CompletableFuture<Reading> reading = wanted.remove(lookup);
      if (reading != null) {
        taken.put(lookup, reading);
      }
    }
    return taken;
  }
}

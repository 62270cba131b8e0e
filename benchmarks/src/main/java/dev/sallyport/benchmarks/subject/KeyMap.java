package dev.sallyport.benchmarks.subject;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Keys of the peers: in memory, by SHA-256, the fastest possible lookup. Thread-safe. */
final class KeyMap {
  private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(KeyMap::sha256);

  private final Map<Fingerprint, Entry> entries;

  /** The data of a key. */
  private record Entry(Fingerprint fingerprint, String username) {}

  private KeyMap(Map<Fingerprint, Entry> entries) {
    this.entries = entries;
  }

  /** Returns a map with the one valid key. */
  static KeyMap of(Tokens tokens) {
    Fingerprint fingerprint = fingerprint(tokens.valid().reveal());
    Map<Fingerprint, Entry> entries = new ConcurrentHashMap<>();
    entries.put(fingerprint, new Entry(fingerprint, Subject.USERNAME));
    return new KeyMap(entries);
  }

  /** Returns the username of the key's owner; null if there is no such key. */
  @Nullable String usernameOf(String token) {
    Fingerprint presented = fingerprint(token);
    Entry entry = entries.get(presented);
    return entry != null && entry.fingerprint.equalsInConstantTime(presented)
        ? entry.username
        : null;
  }

  private static Fingerprint fingerprint(String token) {
    return new Fingerprint(SHA_256.get().digest(token.getBytes(ISO_8859_1)));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is not available", e);
    }
  }
}

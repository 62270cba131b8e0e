package dev.sallyport.benchmarks.subject;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Where peers find keys: in memory, by SHA-256, which is as fast as it gets. Thread-safe. */
final class KeyRing {
  private static final ThreadLocal<MessageDigest> SHA_256 =
      ThreadLocal.withInitial(KeyRing::sha256);

  private final Map<Fingerprint, Entry> entries;

  /** What is known of a key. */
  private record Entry(Fingerprint fingerprint, String username) {}

  private KeyRing(Map<Fingerprint, Entry> entries) {
    this.entries = entries;
  }

  /** With the one key that is valid. */
  static KeyRing of(Tokens tokens) {
    Fingerprint fingerprint = fingerprint(tokens.valid().reveal());
    Map<Fingerprint, Entry> entries = new ConcurrentHashMap<>();
    entries.put(fingerprint, new Entry(fingerprint, Subject.USERNAME));
    return new KeyRing(entries);
  }

  /** Whose key it is; null if it is none. */
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
      throw new IllegalStateException("this JVM has no SHA-256", e);
    }
  }
}

package dev.sallyport.token;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Argon2id implementation shared by all Sallyport instances of a class loader: argon2-jvm's native
 * library if it loads, otherwise Bouncy Castle in Java. Both compute the same hashes.
 *
 * <p>The native library is loaded at the first computation while a {@code Sallyport} is open and
 * closed with the last one, so that nothing retains the class loader of an undeployed web
 * application. Without an open instance, the Java implementation is used. Thread-safe.
 *
 * <pre>{@code
 * try (Argon2 nativeCode = Argon2.open()) {
 *   String digest = Digester.argon2id(Argon2Profile.TOKEN).digest(token);
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
public final class Argon2 implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Argon2.class);

  /** Expected hash of the probe, computed by the reference implementation. */
  private static final String KNOWN_HASH =
      "146879181a986b45485085b810bb49c5fd097536ba196fbbfc3262286e2f2cd4";

  /** Held for reading during computations; closing takes the write lock. */
  private static final ReentrantReadWriteLock LOCK = new ReentrantReadWriteLock();

  private static int users;
  private static boolean isNativeUnavailable;
  private static Argon2idDigester.@Nullable Computation computation;

  private final AtomicBoolean isOpen = new AtomicBoolean(true);

  private Argon2() {}

  /** Enables native code until the returned object is closed; {@code Sallyport} calls this. */
  public static Argon2 open() {
    LOCK.writeLock().lock();
    try {
      if (users++ == 0) {
        computation = null; // may be the Java implementation
      }
      return new Argon2();
    } finally {
      LOCK.writeLock().unlock();
    }
  }

  @Override
  public void close() {
    if (!isOpen.getAndSet(false)) {
      return;
    }
    LOCK.writeLock().lock();
    try {
      if (--users == 0 && computation != null) {
        computation.close();
        computation = null;
      }
    } finally {
      LOCK.writeLock().unlock();
    }
  }

  /** Computes a raw hash. */
  static byte[] hash(Argon2Profile profile, byte[] secret, byte[] salt, int length) {
    LOCK.readLock().lock();
    try {
      return computation().hash(profile, secret, salt, length);
    } finally {
      LOCK.readLock().unlock();
    }
  }

  private static synchronized Argon2idDigester.Computation computation() {
    if (computation == null) {
      computation = choose();
    }
    return computation;
  }

  private static Argon2idDigester.Computation choose() {
    if (users > 0 && !isNativeUnavailable) {
      try {
        Argon2idDigester.Computation chosen = Argon2Loader.load();
        log.info("Argon2id is computed by {}", chosen.toString()); // no class in logs
        return chosen;
      } catch (Throwable e) { // usually a LinkageError or an Error of JNA
        isNativeUnavailable = true;
        Argon2idDigester.Computation chosen = inJava();
        log.info("Argon2id is computed by {} because argon2-jvm does not load: {}", chosen, why(e));
        log.debug("argon2-jvm does not load", e);
        return chosen;
      }
    }
    return inJava();
  }

  private static Argon2idDigester.Computation inJava() {
    return probed(new JavaArgon2());
  }

  /**
   * Verifies an implementation with a known hash.
   *
   * @return the implementation
   * @throws IllegalStateException if it computes a different hash
   */
  static Argon2idDigester.Computation probed(Argon2idDigester.Computation candidate) {
    byte[] hash =
        candidate.hash(
            new Argon2Profile(8, 1, 1), "sallyport".getBytes(US_ASCII), new byte[16], 32);
    if (!HexFormat.of().formatHex(hash).equals(KNOWN_HASH)) {
      throw new IllegalStateException(candidate + " computes wrong hashes");
    }
    return candidate;
  }

  /** Returns the root cause, which names the library, the folder or the version. */
  private static String why(Throwable failure) {
    Throwable why = failure;
    while (why.getCause() != null) {
      why = why.getCause();
    }
    return why.toString();
  }
}

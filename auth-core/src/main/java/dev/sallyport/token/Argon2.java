package dev.sallyport.token;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The implementation of Argon2id that all of Sallyport in a class loader shares: argon2-jvm's
 * native library where it loads, else Bouncy Castle's in Java, which computes the same hashes.
 *
 * <p>The native library is loaded at the first computation while a {@code Sallyport} is open, and
 * closed with the last one, so that nothing keeps the class loader of a web application that was
 * undeployed. Without one, Java computes. Thread-safe.
 */
public final class Argon2 implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Argon2.class);

  /** What a probe must answer, by the reference implementation. */
  private static final String KNOWN_HASH =
      "146879181a986b45485085b810bb49c5fd097536ba196fbbfc3262286e2f2cd4";

  /** Held for reading by computations, under which nothing may be closed. */
  private static final ReentrantReadWriteLock LOCK = new ReentrantReadWriteLock();

  private static int users;
  private static boolean isNativeUnavailable;
  private static Argon2idDigester.@Nullable Computation computation;

  private final AtomicBoolean isOpen = new AtomicBoolean(true);

  private Argon2() {}

  /** Lets native code compute until the returned object is closed; {@code Sallyport} does this. */
  public static Argon2 open() {
    LOCK.writeLock().lock();
    try {
      if (users++ == 0) {
        computation = null; // Java's, if there was a need for one before
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

  /**
   * Computes a raw hash.
   *
   * @throws IllegalStateException if nothing here computes Argon2id
   */
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
        log.info("Argon2id is computed by {}", chosen.toString()); // no log keeps its class
        return chosen;
      } catch (Throwable e) { // mostly an Error: of linkage, or JNA's own
        isNativeUnavailable = true;
        Argon2idDigester.Computation chosen = inJava();
        log.info("Argon2id is computed by {}, since argon2-jvm does not load: {}", chosen, why(e));
        log.debug("argon2-jvm does not load", e);
        return chosen;
      }
    }
    return inJava();
  }

  private static Argon2idDigester.Computation inJava() {
    try {
      return probed(new JavaArgon2());
    } catch (LinkageError e) {
      throw new IllegalStateException(
          "Nothing here computes Argon2id: add the dependency org.bouncycastle:bcprov-jdk18on, or"
              + " set digest to sha512",
          e);
    }
  }

  /**
   * Lets an implementation compute a hash that is known.
   *
   * @return the same
   * @throws IllegalStateException if it computes another
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

  /** The innermost cause, which names the library, the folder or the version. */
  private static String why(Throwable failure) {
    Throwable why = failure;
    while (why.getCause() != null) {
      why = why.getCause();
    }
    return why.toString();
  }
}
